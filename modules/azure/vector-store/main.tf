/**
 * # Vector store
 *
 * Azure AI Search on private addresses only, with API keys switched off. Every index must name the customer's key
 * (output `index_encryption_key`): enforcement is on, so the service reports itself as not compliant while an index or
 * synonym map without one exists.
 */

resource "azurerm_search_service" "this" {
  name                = "${var.name}-search"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "standard"
  replica_count       = var.replicas
  partition_count     = 1
  semantic_search_sku = "standard"
  tags                = var.tags

  public_network_access_enabled = false
  network_rule_bypass_option    = "None"

  # Roles instead of the two admin keys that every holder shares.
  local_authentication_enabled = false

  customer_managed_key_enforcement_enabled = true

  identity {
    type = "SystemAssigned"
  }
}

# Indexes name the key when they are made, after the service exists, so its own identity is early enough.
resource "azurerm_role_assignment" "encryption" {
  scope                = var.encryption_key.resource_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_search_service.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "readers" {
  for_each = var.readers

  scope                = azurerm_search_service.this.id
  role_definition_name = "Search Index Data Reader"
  principal_id         = each.value
}

resource "azurerm_role_assignment" "writers" {
  for_each = var.writers

  scope                = azurerm_search_service.this.id
  role_definition_name = "Search Index Data Contributor"
  principal_id         = each.value
}

resource "azurerm_search_shared_private_link_service" "this" {
  for_each = var.sources

  name               = "${var.name}-${each.key}"
  search_service_id  = azurerm_search_service.this.id
  target_resource_id = each.value.resource_id
  subresource_name   = each.value.subresource
  request_message    = "Indexers of ${var.name}"
}

resource "azurerm_private_endpoint" "search" {
  name                = "${var.name}-search-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "searchService"
    private_connection_resource_id = azurerm_search_service.this.id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.search]
  }
}

resource "azurerm_monitor_diagnostic_setting" "search" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_search_service.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
