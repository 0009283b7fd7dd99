/**
 * # Audit archive
 *
 * One Log Analytics workspace that only private networks can write to and query, an immutable storage account that
 * keeps the records after the workspace forgets them, the subscription's activity log, Microsoft Defender plans for
 * the services that AI workloads use, and alerts on whoever tampers with any of it.
 *
 * Locking is a second step because Azure creates immutability policies unlocked: apply, check that records arrive,
 * then set `immutability_locked = true`.
 */

resource "azurerm_log_analytics_workspace" "this" {
  name                = "${var.name}-logs"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  sku               = "PerGB2018"
  retention_in_days = var.query_retention_days

  # Agents and readers prove an Entra identity; the workspace keys are off.
  local_authentication_enabled    = false
  allow_resource_only_permissions = true

  internet_ingestion_access_type = "Disabled"
  internet_query_access_type     = "Disabled"
}

# Private agents and readers reach the workspace through this scope.
resource "azurerm_monitor_private_link_scope" "this" {
  name                  = "${var.name}-monitor"
  resource_group_name   = var.resource_group_name
  ingestion_access_mode = "PrivateOnly"
  query_access_mode     = "PrivateOnly"
  tags                  = var.tags
}

resource "azurerm_monitor_private_link_scoped_service" "workspace" {
  name                = "workspace"
  resource_group_name = var.resource_group_name
  scope_name          = azurerm_monitor_private_link_scope.this.name
  linked_resource_id  = azurerm_log_analytics_workspace.this.id
}

resource "azurerm_private_endpoint" "monitor" {
  name                = "${var.name}-monitor-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "azuremonitor"
    private_connection_resource_id = azurerm_monitor_private_link_scope.this.id
    subresource_names              = ["azuremonitor"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = values(var.private_dns_zone_ids)
  }
}

# Who queried the logs is itself a record.
resource "azurerm_monitor_diagnostic_setting" "workspace" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_log_analytics_workspace.this.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_log_analytics_data_export_rule" "archive" {
  name                    = "archive"
  resource_group_name     = var.resource_group_name
  workspace_resource_id   = azurerm_log_analytics_workspace.this.id
  destination_resource_id = module.archive.id
  table_names             = var.archived_tables
  enabled                 = true
}

resource "azurerm_monitor_diagnostic_setting" "activity_log" {
  name                       = "audit"
  target_resource_id         = "/subscriptions/${var.subscription_id}"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id
  storage_account_id         = module.archive.id

  dynamic "enabled_log" {
    for_each = toset(["Administrative", "Alert", "Policy", "Security"])

    content {
      category = enabled_log.value
    }
  }
}
