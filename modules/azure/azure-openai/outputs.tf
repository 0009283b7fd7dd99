output "id" {
  description = "Resource id of the account."
  value       = azurerm_cognitive_account.this.id
}

output "host_name" {
  description = "Host name of the account, which resolves to the private endpoint inside the network."
  value       = "${azurerm_cognitive_account.this.custom_subdomain_name}.openai.azure.com"
}

output "deployments" {
  description = "Names of the deployments with the model version that each is pinned to."
  value       = { for name, deployment in var.deployments : name => "${deployment.model}:${deployment.version}" }
}
