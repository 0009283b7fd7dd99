/**
 * # GPU cluster
 *
 * An AKS cluster hardened along the CIS benchmark for GPU training and serving: private API server inside the
 * network, Entra identities only, secrets and disks encrypted with the customer's keys, network policy, workload
 * identity, hosts that encrypt their caches and temporary disks, FIPS modules, unattended patching, Defender, and
 * admission policies that demand restricted pods and images from the registry by digest.
 *
 * Grant `kubelet_principal_id` reader access in model-registry. Namespaces come from `modules/kubernetes/namespace`.
 * GPU pods request `nvidia.com/gpu` and tolerate `sku=gpu`; sealed ones tolerate `confidential=true`.
 */

resource "azurerm_kubernetes_cluster" "this" {
  name                = "${var.name}-aks"
  resource_group_name = var.resource_group_name
  location            = var.location
  dns_prefix          = "${var.name}-aks"
  sku_tier            = "Standard"
  tags                = var.tags

  # Nobody signs in but Entra identities, and what they may do is a role.
  local_account_disabled            = true
  role_based_access_control_enabled = true

  azure_active_directory_role_based_access_control {
    tenant_id              = var.tenant_id
    azure_rbac_enabled     = true
    admin_group_object_ids = var.admin_groups
  }

  private_cluster_enabled             = true
  private_cluster_public_fqdn_enabled = false
  private_dns_zone_id                 = "System"
  # The portal's command runner would be a way around the private network.
  run_command_enabled              = false
  http_application_routing_enabled = false

  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = var.control_subnet_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.kubelet.client_id
    object_id                 = azurerm_user_assigned_identity.kubelet.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.kubelet.id
  }

  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  disk_encryption_set_id = azurerm_disk_encryption_set.this.id

  key_management_service {
    key_vault_key_id         = azurerm_key_vault_key.secrets.id
    key_vault_network_access = "Private"
  }

  key_vault_secrets_provider {
    secret_rotation_enabled  = true
    secret_rotation_interval = "2m"
  }

  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48

  microsoft_defender {
    log_analytics_workspace_id = var.log_analytics_workspace_id
  }

  oms_agent {
    log_analytics_workspace_id      = var.log_analytics_workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    # No public load balancer for egress: the subnet's route leads to the firewall.
    outbound_type = "userDefinedRouting"
    # Shared address space (RFC 6598), which no virtual network of the module uses.
    pod_cidr       = "100.64.0.0/16"
    service_cidr   = "100.65.0.0/16"
    dns_service_ip = "100.65.0.10"

    advanced_networking {
      observability_enabled = true
      security_enabled      = true
    }
  }

  automatic_upgrade_channel = "stable"
  node_os_upgrade_channel   = "NodeImage"

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  node_provisioning_profile {
    mode = "Manual"
  }

  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D8ds_v5"
    vnet_subnet_id = var.node_subnet_id
    zones          = ["1", "2", "3"]

    # Workloads stay away from what the cluster needs to live.
    only_critical_addons_enabled = true
    temporary_name_for_rotation  = "systemtmp"

    auto_scaling_enabled = true
    min_count            = 3
    max_count            = 6
    max_pods             = 60

    host_encryption_enabled = true
    fips_enabled            = true
    node_public_ip_enabled  = false
    os_disk_type            = "Ephemeral"
    os_sku                  = "AzureLinux"

    upgrade_settings {
      max_surge                = "33%"
      drain_timeout_in_minutes = 30
    }
  }

  depends_on = [azurerm_role_assignment.cluster]
}

# Audit, authentication and API server logs, in tables of their own.
resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                           = "to-log-analytics"
  target_resource_id             = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id     = var.log_analytics_workspace_id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
