output "instance_ids" {
  description = "Resource ids of the workbenches by name."
  value       = { for name in keys(var.instances) : name => "${var.workspace_id}/computes/${name}" }

  depends_on = [azurerm_resource_group_template_deployment.instance]
}
