output "storage_account_id" {
  description = "Resource id of the store."
  value       = module.store.id
}

output "storage_account_name" {
  description = "Name of the store."
  value       = module.store.name
}

output "container_ids" {
  description = "Resource ids of the containers raw, curated, released and inventory."
  value       = { for name, container in azurerm_storage_container.this : name => container.id }
}

output "catalogue_id" {
  description = "Resource id of the Purview account, null without one."
  value       = one(values(azurerm_purview_account.this)[*].id)
}
