/**
 * # Azure OpenAI
 *
 * Managed language models without keys, without a public address and without a way out of their own. Every
 * deployment is pinned to a model version, capped by a quota and bound to a content filter that blocks harmful
 * content, jailbreaks, indirect attacks and protected material in both directions. Requests are logged, blocked and
 * throttled requests raise alerts.
 */

resource "azurerm_cognitive_account" "this" {
  name                = "${var.name}-openai"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "OpenAI"
  sku_name            = "S0"
  tags                = var.tags

  # Entra tokens are accepted at a name of the account's own only.
  custom_subdomain_name = "${var.name}-openai"
  local_auth_enabled    = false

  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "None"
  }

  # The account may call nothing but itself: no fetching of URLs named in a prompt.
  outbound_network_access_restricted = true
  fqdns                              = ["${var.name}-openai.openai.azure.com"]

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
  cognitive_account_id = azurerm_cognitive_account.this.id
  key_vault_key_id     = azurerm_key_vault_key.this.id
  identity_client_id   = azurerm_user_assigned_identity.this.client_id

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_cognitive_deployment" "this" {
  for_each = var.deployments

  name                 = each.key
  cognitive_account_id = azurerm_cognitive_account.this.id
  rai_policy_name      = azurerm_cognitive_account_rai_policy.this.name
  # A new model version is a change to review and to roll out, not something that happens.
  version_upgrade_option = "NoAutoUpgrade"

  model {
    format  = "OpenAI"
    name    = each.value.model
    version = each.value.version
  }

  sku {
    name     = each.value.kind
    capacity = each.value.capacity
  }
}

resource "azurerm_role_assignment" "users" {
  for_each = var.users

  scope                = azurerm_cognitive_account.this.id
  role_definition_name = "Cognitive Services OpenAI User"
  principal_id         = each.value
}

resource "azurerm_private_endpoint" "openai" {
  name                = "${var.name}-openai-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "account"
    private_connection_resource_id = azurerm_cognitive_account.this.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.openai]
  }
}

# Audit, request and response metadata, traces.
resource "azurerm_monitor_diagnostic_setting" "openai" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_cognitive_account.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
