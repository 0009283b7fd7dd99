# Wraps the data keys that pseudonyms are made with. Without unwrapping it, no pseudonym leads back to a person;
# deleting it makes the data anonymous for good.
resource "azurerm_key_vault_key" "pseudonyms" {
  name            = "${var.name}-pseudonyms"
  key_vault_id    = var.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = time_offset.key_expiry.rfc3339
  tags            = var.tags

  rotation_policy {
    expire_after         = "P365D"
    notify_before_expiry = "P30D"

    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    ignore_changes = [expiration_date]
  }
}

locals {
  # No built-in role knows only one direction.
  pseudonym_roles = {
    pseudonymizer = "Microsoft.KeyVault/vaults/keys/wrap/action"
    re-identifier = "Microsoft.KeyVault/vaults/keys/unwrap/action"
  }
}

resource "azurerm_role_definition" "pseudonyms" {
  for_each = local.pseudonym_roles

  name              = "${var.name} ${each.key}"
  description       = "Reads the key and may call ${each.value}."
  scope             = var.key_vault_id
  assignable_scopes = [var.key_vault_id]

  permissions {
    data_actions = ["Microsoft.KeyVault/vaults/keys/read", each.value]
  }
}

resource "azurerm_role_assignment" "pseudonymizers" {
  for_each = var.pseudonymizers

  scope              = azurerm_key_vault_key.pseudonyms.resource_versionless_id
  role_definition_id = azurerm_role_definition.pseudonyms["pseudonymizer"].role_definition_resource_id
  principal_id       = each.value
}

resource "azurerm_role_assignment" "re_identifiers" {
  for_each = var.re_identifiers

  scope              = azurerm_key_vault_key.pseudonyms.resource_versionless_id
  role_definition_id = azurerm_role_definition.pseudonyms["re-identifier"].role_definition_resource_id
  principal_id       = each.value
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "re_identification" {
  name                 = "${var.name}-re-identification"
  resource_group_name  = var.resource_group_name
  location             = var.location
  description          = "Somebody unwrapped the pseudonym key, or tried to: a person is being re-identified."
  severity             = 1
  scopes               = [var.log_analytics_workspace_id]
  evaluation_frequency = "PT5M"
  window_duration      = "PT5M"
  tags                 = var.tags

  criteria {
    query                   = <<-KQL
      AzureDiagnostics
      | where ResourceProvider == "MICROSOFT.KEYVAULT" and OperationName == "KeyUnwrap"
      | where requestUri_s has "/keys/${var.name}-pseudonyms"
    KQL
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }

  action {
    action_groups = [var.action_group_id]
  }
}
