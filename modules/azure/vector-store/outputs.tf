output "id" {
  description = "Resource id of the search service."
  value       = azurerm_search_service.this.id
}

output "endpoint" {
  description = "Address of the search service, which resolves to the private endpoint inside the network."
  value       = "https://${azurerm_search_service.this.name}.search.windows.net"
}

output "identity_principal_id" {
  description = "Principal of the service, for roles on the sources that its indexers read."
  value       = azurerm_search_service.this.identity[0].principal_id
}

output "readers" {
  description = "Principals that query indexes, by name, for roles on the models that they query with."
  value       = var.readers
}

output "index_encryption_key" {
  description = "Vault address and key name that every index must name in its encryptionKey."
  value = {
    key_vault_uri = split("/keys/", var.encryption_key.id)[0]
    key_name      = split("/keys/", var.encryption_key.id)[1]
  }
}
