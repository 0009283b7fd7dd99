output "id" {
  description = "Resource id of the container app."
  value       = azurerm_container_app.this.id
}

output "endpoint" {
  description = "Address of the model server inside the network."
  value       = "https://${azurerm_container_app.this.name}.${azurerm_container_app_environment.this.default_domain}"
}

output "private_ip_address" {
  description = "Address of the environment's internal load balancer, which the names of its private DNS zone lead to."
  value       = azurerm_container_app_environment.this.static_ip_address
}

output "identity_principal_id" {
  description = "Principal that pulls the image, for reader access to the stage prod of model-registry."
  value       = azurerm_user_assigned_identity.this.principal_id
}

output "traffic" {
  description = "Share of the traffic by revision."
  value       = { for weight in local.traffic : weight.revision => weight.percentage }
}
