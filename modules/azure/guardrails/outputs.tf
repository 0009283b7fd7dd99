output "policy_definition_ids" {
  description = "Resource ids of the policies by name."
  value       = { for name, policy in azurerm_policy_definition.this : name => policy.id }
}

output "assignment_id" {
  description = "Resource id of the assignment."
  value       = one(concat(values(azurerm_management_group_policy_assignment.this)[*].id, values(azurerm_subscription_policy_assignment.this)[*].id))
}
