locals {
  catalogue = var.catalogue_enabled ? toset(["this"]) : toset([])
}

resource "azurerm_purview_account" "this" {
  for_each = local.catalogue

  name                        = "${var.name}-catalogue"
  resource_group_name         = var.resource_group_name
  location                    = var.location
  managed_resource_group_name = "${var.resource_group_name}-catalogue"
  public_network_enabled      = false
  managed_event_hub_enabled   = false
  tags                        = var.tags

  identity {
    type = "SystemAssigned"
  }
}

# Scans read names, schemas and samples; the catalogue can change nothing.
resource "azurerm_role_assignment" "catalogue" {
  for_each = local.catalogue

  scope                = module.store.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_purview_account.this[each.key].identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_private_endpoint" "catalogue" {
  for_each = local.catalogue

  name                = "${var.name}-catalogue-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "account"
    private_connection_resource_id = azurerm_purview_account.this[each.key].id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.purview]
  }
}

resource "azurerm_monitor_diagnostic_setting" "catalogue" {
  for_each = local.catalogue

  name                       = "to-log-analytics"
  target_resource_id         = azurerm_purview_account.this[each.key].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
