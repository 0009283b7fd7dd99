/**
 * # Guardrails
 *
 * Azure policies that refuse, for a management group or a subscription, what the other modules never do: AI services
 * with keys or public addresses, models nobody approved or that process prompts abroad, storage with account keys,
 * clusters with local accounts, machines with public addresses, vaults that can be purged, AI resources without an
 * owner, anything outside the approved regions. They hold for resources made by hand as well.
 */

locals {
  management_group_id = startswith(var.scope_id, "/subscriptions/") ? null : var.scope_id

  for_management_group = local.management_group_id == null ? {} : { this = var.scope_id }
  for_subscription     = local.management_group_id == null ? { this = var.scope_id } : {}

  refusal = "Refused by the AI guardrails of ${var.name}. The modules of this organization make compliant resources."
}

resource "azurerm_policy_definition" "this" {
  for_each = local.policies

  name                = "${var.name}-${each.key}"
  display_name        = each.value.title
  description         = each.value.title
  policy_type         = "Custom"
  mode                = each.value.mode
  management_group_id = local.management_group_id
  metadata            = jsonencode({ category = "AI guardrails", version = "1.0.0" })
  policy_rule         = jsonencode({ "if" = each.value.deny_when, "then" = { effect = "deny" } })
}

resource "azurerm_management_group_policy_set_definition" "this" {
  for_each = local.for_management_group

  name                = "${var.name}-ai-guardrails"
  display_name        = "AI guardrails of ${var.name}"
  description         = "What AI infrastructure may not be."
  policy_type         = "Custom"
  management_group_id = each.value
  metadata            = jsonencode({ category = "AI guardrails", version = "1.0.0" })

  dynamic "policy_definition_reference" {
    for_each = azurerm_policy_definition.this

    content {
      reference_id         = policy_definition_reference.key
      policy_definition_id = policy_definition_reference.value.id
    }
  }
}

resource "azurerm_management_group_policy_assignment" "this" {
  for_each = local.for_management_group

  # Azure allows 24 characters here.
  name                 = "${var.name}-ai"
  display_name         = "AI guardrails of ${var.name}"
  management_group_id  = each.value
  policy_definition_id = azurerm_management_group_policy_set_definition.this[each.key].id
  enforce              = true

  non_compliance_message {
    content = local.refusal
  }
}

resource "azurerm_policy_set_definition" "this" {
  for_each = local.for_subscription

  name         = "${var.name}-ai-guardrails"
  display_name = "AI guardrails of ${var.name}"
  description  = "What AI infrastructure may not be."
  policy_type  = "Custom"
  metadata     = jsonencode({ category = "AI guardrails", version = "1.0.0" })

  dynamic "policy_definition_reference" {
    for_each = azurerm_policy_definition.this

    content {
      reference_id         = policy_definition_reference.key
      policy_definition_id = policy_definition_reference.value.id
    }
  }
}

resource "azurerm_subscription_policy_assignment" "this" {
  for_each = local.for_subscription

  name                 = "${var.name}-ai"
  display_name         = "AI guardrails of ${var.name}"
  subscription_id      = each.value
  policy_definition_id = azurerm_policy_set_definition.this[each.key].id
  enforce              = true

  non_compliance_message {
    content = local.refusal
  }
}
