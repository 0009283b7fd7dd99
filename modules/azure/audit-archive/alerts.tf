locals {
  # Administrative operations that weaken what this module and the guardrails set up.
  tampering = {
    diagnostic-setting-deleted = "Microsoft.Insights/diagnosticSettings/delete"
    key-vault-deleted          = "Microsoft.KeyVault/vaults/delete"
    lock-deleted               = "Microsoft.Authorization/locks/delete"
    network-rules-changed      = "Microsoft.Network/networkSecurityGroups/write"
    policy-assignment-deleted  = "Microsoft.Authorization/policyAssignments/delete"
    role-assigned              = "Microsoft.Authorization/roleAssignments/write"
  }
}

resource "azurerm_monitor_action_group" "security" {
  name                = "${var.name}-security"
  resource_group_name = var.resource_group_name
  short_name          = "security"
  tags                = var.tags

  email_receiver {
    name                    = "security"
    email_address           = var.security_contact.email
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_activity_log_alert" "tampering" {
  for_each = local.tampering

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = "global"
  scopes              = ["/subscriptions/${var.subscription_id}"]
  description         = "Operation ${each.value} succeeded."
  tags                = var.tags

  criteria {
    category       = "Administrative"
    operation_name = each.value
    status         = "Succeeded"
  }

  action {
    action_group_id = azurerm_monitor_action_group.security.id
  }
}
