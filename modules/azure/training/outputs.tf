output "workspace_id" {
  description = "Resource id of the workspace."
  value       = azurerm_machine_learning_workspace.this.id
}

output "workspace_name" {
  description = "Name of the workspace."
  value       = azurerm_machine_learning_workspace.this.name
}

output "identity_principal_id" {
  description = "Principal that jobs run as, for roles on data."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "cluster_ids" {
  description = "Resource ids of the clusters by name."
  value       = { for name, cluster in azurerm_machine_learning_compute_cluster.this : name => cluster.id }
}
