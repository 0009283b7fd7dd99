output "registry_id" {
  description = "Resource id of the container registry."
  value       = azurerm_container_registry.this.id
}

output "login_server" {
  description = "Name under which images are pulled, which resolves to the private endpoint inside the network."
  value       = "${azurerm_container_registry.this.name}.azurecr.io"
}

output "artifact_container_ids" {
  description = "Resource ids of the artifact containers by stage."
  value       = { for stage, container in azurerm_storage_container.stage : stage => container.id }
}

output "artifact_storage_account_id" {
  description = "Resource id of the artifact store."
  value       = module.artifacts.id
}

output "signing_key_id" {
  description = "Versionless id of the image signing key, for cosign (azurekms) or notation and for admission policies."
  value       = azurerm_key_vault_key.signing.versionless_id
}
