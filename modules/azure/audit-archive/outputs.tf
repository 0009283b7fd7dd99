output "log_analytics_workspace_id" {
  description = "Resource id of the workspace that receives diagnostic logs."
  value       = azurerm_log_analytics_workspace.this.id
}

output "log_analytics_workspace_guid" {
  description = "Workspace id (GUID), which traffic analytics asks for."
  value       = azurerm_log_analytics_workspace.this.workspace_id
}

output "archive_storage_account_id" {
  description = "Resource id of the immutable archive."
  value       = module.archive.id
}

output "action_group_id" {
  description = "Action group that reaches the security contact."
  value       = azurerm_monitor_action_group.security.id
}

output "private_link_scope_name" {
  description = "Monitor private link scope, to which other monitored components can be added."
  value       = azurerm_monitor_private_link_scope.this.name
}
