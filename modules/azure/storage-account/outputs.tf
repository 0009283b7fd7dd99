output "id" {
  description = "Resource id of the account."
  value       = azurerm_storage_account.this.id
}

output "name" {
  description = "Name of the account."
  value       = azurerm_storage_account.this.name
}

output "primary_blob_endpoint" {
  description = "Blob endpoint, which resolves to the private address inside the network."
  value       = azurerm_storage_account.this.primary_blob_endpoint
}

output "immutability_state" {
  description = "Unlocked or Locked, null without an immutability policy."
  value       = one(azurerm_storage_account.this.immutability_policy[*].state)
}
