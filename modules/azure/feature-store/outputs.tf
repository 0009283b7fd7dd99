output "id" {
  description = "Resource id of the feature store."
  value       = azurerm_machine_learning_workspace.this.id
}

output "identity_principal_id" {
  description = "Principal that materialization jobs run as, for roles on their sources."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "storage_account_id" {
  description = "Resource id of the store that holds materialized features."
  value       = module.features.id
}
