output "machine_ids" {
  description = "Resource ids of the machines."
  value       = azurerm_linux_virtual_machine.this[*].id
}

output "identity_principal_id" {
  description = "Principal of the machines, for roles on encrypted training data."
  value       = azurerm_user_assigned_identity.machine.principal_id
}

output "attestation_uri" {
  description = "Attestation service that the workload asks for its token."
  value       = local.attestation_uri
}

output "data_key_id" {
  description = "Versionless id of the key that training data is sealed with."
  value       = azurerm_key_vault_key.this["data"].versionless_id
}
