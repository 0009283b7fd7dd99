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
    key                  = "ml.tfstate"
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
  name                = "workspace"
  location            = local.location
  resource_group_name = local.group
  tags                = local.tags
}

resource "azurerm_machine_learning_workspace" "ml" {
  name                           = "acme-ml"
  location                       = local.location
  resource_group_name            = local.group
  application_insights_id        = "${local.prefix}/Microsoft.Insights/components/ml"
  container_registry_id          = "${local.prefix}/Microsoft.ContainerRegistry/registries/acmeml"
  key_vault_id                   = "${local.prefix}/Microsoft.KeyVault/vaults/acme-ml"
  storage_account_id             = "${local.prefix}/Microsoft.Storage/storageAccounts/acmeml"
  storage_account_access_type    = "Identity"
  primary_user_assigned_identity = azurerm_user_assigned_identity.this.id
  public_network_access_enabled  = false
  high_business_impact           = true
  v1_legacy_mode_enabled         = false
  image_build_compute_name       = "cpu"
  tags                           = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  encryption {
    key_vault_id              = "${local.prefix}/Microsoft.KeyVault/vaults/acme-ml"
    key_id                    = "https://acme-ml.vault.azure.net/keys/workspace"
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }
  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}

resource "azurerm_private_endpoint" "ml" {
  name                = "ml"
  location            = local.location
  resource_group_name = local.group
  subnet_id           = local.subnet
  tags                = local.tags
  private_service_connection {
    name                           = "ml"
    private_connection_resource_id = azurerm_machine_learning_workspace.ml.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.amlworkspace.azure.com"]
  }
}

resource "azurerm_monitor_diagnostic_setting" "ml" {
  name                       = "security"
  target_resource_id         = azurerm_machine_learning_workspace.ml.id
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_machine_learning_compute_cluster" "cpu" {
  name                          = "cpu"
  location                      = local.location
  machine_learning_workspace_id = azurerm_machine_learning_workspace.ml.id
  vm_size                       = "Standard_DC8as_v5"
  vm_priority                   = "Dedicated"
  local_auth_enabled            = false
  node_public_ip_enabled        = false
  ssh_public_access_enabled     = false
  subnet_resource_id            = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/training"
  tags                          = local.tags
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 4
    scale_down_nodes_after_idle_duration = "PT15M"
  }
}

resource "azurerm_machine_learning_compute_instance" "analyst" {
  name                          = "analyst"
  machine_learning_workspace_id = azurerm_machine_learning_workspace.ml.id
  virtual_machine_size          = "Standard_DS3_v2"
  authorization_type            = "personal"
  local_auth_enabled            = false
  node_public_ip_enabled        = false
  subnet_resource_id            = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/training"
  tags                          = local.tags
  assign_to_user {
    object_id = "11111111-2222-3333-4444-555555555555"
    tenant_id = "11111111-2222-3333-4444-555555555556"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
}

resource "azurerm_machine_learning_datastore_blobstorage" "training" {
  name                       = "training"
  workspace_id               = azurerm_machine_learning_workspace.ml.id
  storage_container_id       = "${local.prefix}/Microsoft.Storage/storageAccounts/acmeml/blobServices/default/containers/training"
  service_data_auth_identity = "WorkspaceUserAssignedIdentity"
}
