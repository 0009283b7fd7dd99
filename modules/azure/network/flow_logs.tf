module "flow_logs" {
  source = "../storage-account"

  name                = var.name
  purpose             = "flow"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = azurerm_subnet.this["endpoints"].id
  private_dns_zone_ids       = { blob = azurerm_private_dns_zone.this["blob"].id }
  log_analytics_workspace_id = var.log_analytics_workspace_id
}

resource "azurerm_storage_management_policy" "flow_logs" {
  storage_account_id = module.flow_logs.id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["blockBlob", "appendBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_creation_greater_than = var.flow_log_retention_days
      }

      # The flow log rewrites the blob of the current hour each minute; those versions hold nothing more.
      version {
        delete_after_days_since_creation = 1
      }
    }
  }
}

resource "azurerm_network_watcher_flow_log" "this" {
  name                 = "${var.name}-vnet"
  network_watcher_name = coalesce(var.network_watcher.name, "NetworkWatcher_${var.location}")
  resource_group_name  = var.network_watcher.resource_group_name
  location             = var.location
  target_resource_id   = azurerm_virtual_network.this.id
  storage_account_id   = module.flow_logs.id
  enabled              = true
  version              = 2
  tags                 = var.tags

  retention_policy {
    enabled = true
    days    = var.flow_log_retention_days
  }

  traffic_analytics {
    enabled               = true
    interval_in_minutes   = 10
    workspace_id          = var.log_analytics_workspace_guid
    workspace_region      = var.location
    workspace_resource_id = var.log_analytics_workspace_id
  }
}
