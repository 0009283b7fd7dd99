/**
 * # PII inspection
 *
 * Private, keyless accounts of Azure AI Language (finds and redacts personal data) and Content Safety (finds harmful
 * content), and an HSM key of its own for pseudonyms. The duties around that key are separated: those who
 * pseudonymize can wrap only, a named few can unwrap, and each unwrapping raises an alert.
 */

locals {
  accounts = {
    language       = { kind = "TextAnalytics", sku = "S" }
    content-safety = { kind = "ContentSafety", sku = "S0" }
  }
}

resource "azurerm_cognitive_account" "this" {
  for_each = local.accounts

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = each.value.kind
  sku_name            = each.value.sku
  tags                = var.tags

  # Entra tokens are accepted at a name of the account's own only.
  custom_subdomain_name = "${var.name}-${each.key}"
  local_auth_enabled    = false

  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
  }

  # The account may call nothing but itself.
  outbound_network_access_restricted = true
  fqdns                              = ["${var.name}-${each.key}.cognitiveservices.azure.com"]

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  lifecycle {
    # The key is attached by the resource below, which a block here would fight with.
    ignore_changes = [customer_managed_key]
  }
}

resource "azurerm_cognitive_account_customer_managed_key" "this" {
  for_each = local.accounts

  cognitive_account_id = azurerm_cognitive_account.this[each.key].id
  key_vault_key_id     = azurerm_key_vault_key.this.id
  identity_client_id   = azurerm_user_assigned_identity.this.client_id

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_role_assignment" "inspectors" {
  for_each = { for pair in setproduct(keys(var.inspectors), keys(local.accounts)) : join("-", pair) => {
    principal = var.inspectors[pair[0]], account = pair[1]
  } }

  scope                = azurerm_cognitive_account.this[each.value.account].id
  role_definition_name = "Cognitive Services User"
  principal_id         = each.value.principal
}

resource "azurerm_private_endpoint" "this" {
  for_each = local.accounts

  name                = "${var.name}-${each.key}-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "account"
    private_connection_resource_id = azurerm_cognitive_account.this[each.key].id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.cognitiveservices]
  }
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  for_each = local.accounts

  name                       = "to-log-analytics"
  target_resource_id         = azurerm_cognitive_account.this[each.key].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
