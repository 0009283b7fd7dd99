mock_provider "azurerm" {}

variables {
  name              = "contoso-ml"
  scope_id          = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  allowed_locations = ["swedencentral", "northeurope"]
  allowed_models    = ["gpt-4o"]
}

run "every_policy_denies" {
  command = plan

  assert {
    condition     = length(azurerm_policy_definition.this) == 10 && alltrue([for policy in azurerm_policy_definition.this : jsondecode(policy.policy_rule).then.effect == "deny"])
    error_message = "Every guardrail must refuse, not just report."
  }

  assert {
    condition     = azurerm_subscription_policy_assignment.this["this"].enforce
    error_message = "The guardrails must be enforced."
  }
}

run "inputs_become_lists_in_the_rules" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_policy_definition.this["locations"].policy_rule).if.allOf[0].notIn == ["northeurope", "swedencentral"]
    error_message = "Only the approved regions may pass."
  }

  assert {
    condition     = jsondecode(azurerm_policy_definition.this["models"].policy_rule).if.allOf[1].notIn == ["gpt-4o"]
    error_message = "Only approved models may pass."
  }
}

run "management_group_gets_its_own_assignment" {
  command = plan

  variables {
    scope_id = "/providers/Microsoft.Management/managementGroups/contoso-ai"
  }

  assert {
    condition     = length(azurerm_management_group_policy_assignment.this) == 1 && length(azurerm_subscription_policy_assignment.this) == 0
    error_message = "The assignment must hold where it was asked for."
  }

  assert {
    condition     = alltrue([for policy in azurerm_policy_definition.this : policy.management_group_id == var.scope_id])
    error_message = "Definitions must be kept with the management group."
  }
}

run "resource_group_scope_is_refused" {
  command = plan

  variables {
    scope_id = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10/resourceGroups/rg"
  }

  expect_failures = [var.scope_id]
}

run "every_model_is_refused" {
  command = plan

  variables {
    allowed_models = ["*"]
  }

  expect_failures = [var.allowed_models]
}
