terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
  backend "azurerm" {
    resource_group_name  = "terraform-state"
    storage_account_name = "acmeterraformstate"
    container_name       = "state"
    key                  = "aks.tfstate"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  features {}
  storage_use_azuread = true
}

locals {
  location = "westeurope"
  group    = "assistant"
  prefix   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers"
  subnet   = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/endpoints"
  logs     = "${local.prefix}/Microsoft.OperationalInsights/workspaces/security"
  key      = "https://acme-hsm.managedhsm.azure.net/keys/assistant"
  tags = {
    owner       = "ml-platform"
    environment = "production"
    data-class  = "internal"
    risk-tier   = "limited"
  }
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "gpu-cluster"
  location            = local.location
  resource_group_name = local.group
  tags                = local.tags
}

resource "azurerm_kubernetes_cluster" "gpu" {
  name                                = "gpu"
  location                            = local.location
  resource_group_name                 = local.group
  dns_prefix_private_cluster          = "gpu"
  private_dns_zone_id                 = "${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
  kubernetes_version                  = "1.34"
  sku_tier                            = "Standard"
  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  local_account_disabled              = true
  role_based_access_control_enabled   = true
  azure_policy_enabled                = true
  oidc_issuer_enabled                 = true
  workload_identity_enabled           = true
  run_command_enabled                 = false
  image_cleaner_enabled               = true
  image_cleaner_interval_hours        = 48
  automatic_upgrade_channel           = "stable"
  node_os_upgrade_channel             = "NodeImage"
  disk_encryption_set_id              = "${local.prefix}/Microsoft.Compute/diskEncryptionSets/gpu"
  tags                                = local.tags

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    admin_group_object_ids = ["11111111-2222-3333-4444-555555555555"]
    tenant_id              = "11111111-2222-3333-4444-555555555556"
  }
  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_DC4as_v5"
    node_count                   = 3
    zones                        = ["1", "2", "3"]
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    fips_enabled                 = true
    node_public_ip_enabled       = false
    os_disk_type                 = "Ephemeral"
    os_sku                       = "AzureLinux"
    vnet_subnet_id               = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/nodes"
    upgrade_settings {
      max_surge = "33%"
    }
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  key_management_service {
    key_vault_key_id         = "https://acme-ml.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef"
    key_vault_network_access = "Private"
  }
  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
  microsoft_defender {
    log_analytics_workspace_id = local.logs
  }
  oms_agent {
    log_analytics_workspace_id      = local.logs
    msi_auth_for_monitoring_enabled = true
  }
  node_provisioning_profile {
    mode = "Manual"
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium"
    network_data_plane  = "cilium"
    outbound_type       = "userDefinedRouting"
  }
}

resource "azurerm_monitor_diagnostic_setting" "gpu" {
  name                       = "security"
  target_resource_id         = azurerm_kubernetes_cluster.gpu.id
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  name                    = "gpu"
  kubernetes_cluster_id   = azurerm_kubernetes_cluster.gpu.id
  vm_size                 = "Standard_NCC40ads_H100_v5"
  node_count              = 1
  zones                   = ["1", "2"]
  host_encryption_enabled = true
  fips_enabled            = true
  node_public_ip_enabled  = false
  os_disk_type            = "Ephemeral"
  vnet_subnet_id          = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/nodes"
  node_taints             = ["sku=gpu:NoSchedule"]
  tags                    = local.tags
  upgrade_settings {
    max_surge = "1"
  }
}

resource "azurerm_linux_virtual_machine" "scoring" {
  name                            = "scoring"
  location                        = local.location
  resource_group_name             = local.group
  size                            = "Standard_NCC40ads_H100_v5"
  admin_username                  = "operator"
  disable_password_authentication = true
  allow_extension_operations      = false
  secure_boot_enabled             = true
  vtpm_enabled                    = true
  encryption_at_host_enabled      = false
  patch_mode                      = "AutomaticByPlatform"
  patch_assessment_mode           = "AutomaticByPlatform"
  provision_vm_agent              = true
  zone                            = "1"
  network_interface_ids           = ["${local.prefix}/Microsoft.Network/networkInterfaces/scoring"]
  tags                            = local.tags
  admin_ssh_key {
    username   = "operator"
    public_key = file("${path.module}/operator.pub")
  }
  boot_diagnostics {}
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  os_disk {
    caching                          = "ReadOnly"
    storage_account_type             = "Premium_LRS"
    security_encryption_type         = "DiskWithVMGuestState"
    secure_vm_disk_encryption_set_id = "${local.prefix}/Microsoft.Compute/diskEncryptionSets/confidential"
  }
  source_image_reference {
    publisher = "Canonical"
    offer     = "0001-com-ubuntu-confidential-vm-jammy"
    sku       = "22_04-lts-cvm"
    version   = "22.04.202611010"
  }
}

resource "azurerm_container_group" "redaction" {
  name                                = "redaction"
  location                            = local.location
  resource_group_name                 = local.group
  os_type                             = "Linux"
  sku                                 = "Confidential"
  ip_address_type                     = "Private"
  subnet_ids                          = ["${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/containers"]
  key_vault_key_id                    = "https://acme-ml.vault.azure.net/keys/containers/0123456789abcdef0123456789abcdef"
  key_vault_user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  tags                                = local.tags
  container {
    name   = "redaction"
    image  = "acmeml.azurecr.io/redaction@sha256:4f1c9a3f0d5b1c8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f"
    cpu    = 2
    memory = 4
    ports {
      port     = 8443
      protocol = "TCP"
    }
    liveness_probe {
      http_get {
        path   = "/healthz"
        port   = 8443
        scheme = "https"
      }
    }
  }
  diagnostics {
    log_analytics {
      workspace_id  = "11111111-2222-3333-4444-555555555557"
      workspace_key = var.log_key
    }
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
}

variable "log_key" {
  type        = string
  description = "Shared key of the Log Analytics workspace"
  sensitive   = true
}

resource "azurerm_container_app" "chat" {
  name                         = "chat"
  resource_group_name          = local.group
  container_app_environment_id = "${local.prefix}/Microsoft.App/managedEnvironments/ml"
  revision_mode                = "Multiple"
  tags                         = local.tags
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  registry {
    server   = "acmeml.azurecr.io"
    identity = azurerm_user_assigned_identity.this.id
  }
  ingress {
    external_enabled           = false
    allow_insecure_connections = false
    target_port                = 8080
    traffic_weight {
      percentage      = 90
      revision_suffix = "v41"
    }
    traffic_weight {
      percentage      = 10
      latest_revision = true
    }
  }
  template {
    min_replicas = 2
    max_replicas = 6
    container {
      name   = "chat"
      image  = "acmeml.azurecr.io/chat@sha256:4f1c9a3f0d5b1c8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f"
      cpu    = 1
      memory = "2Gi"
      liveness_probe {
        port      = 8080
        transport = "HTTP"
        path      = "/healthz"
      }
      readiness_probe {
        port      = 8080
        transport = "HTTP"
        path      = "/healthz"
      }
    }
  }
}
