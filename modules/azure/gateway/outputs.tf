output "api_urls" {
  description = "Where consumers send their requests, by API: openai, models."
  value       = { for api in concat(azurerm_api_management_api.openai, azurerm_api_management_api.model_server) : api.name => "https://${var.host_name}/${api.path}" }
}

output "public_ip_address" {
  description = "Address that host_name must resolve to."
  value       = azurerm_public_ip.ingress.ip_address
}

output "identity_principal_id" {
  description = "Principal of API Management, for roles on further backends."
  value       = azurerm_api_management.this.identity[0].principal_id
}

output "api_management_name" {
  description = "Name of the API Management instance, to which further APIs can be added."
  value       = azurerm_api_management.this.name
}
