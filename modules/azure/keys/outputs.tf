output "key_vault_id" {
  description = "Resource id of the vault."
  value       = azurerm_key_vault.this.id

  # Other modules make keys in the vault, which takes the role and the private endpoint.
  depends_on = [azurerm_role_assignment.key_managers, azurerm_private_endpoint.vault]
}

output "keys" {
  description = "Keys by purpose, in the shape that the other modules take as encryption_key."
  value = {
    for name, key in azurerm_key_vault_key.this : name => {
      id           = key.versionless_id
      resource_id  = key.resource_versionless_id
      key_vault_id = azurerm_key_vault.this.id
    }
  }
}

output "managed_hsm_id" {
  description = "Resource id of the Managed HSM, null without one."
  value       = one(values(azurerm_key_vault_managed_hardware_security_module.this)[*].id)
}

output "managed_hsm_key_ids" {
  description = "Versioned ids of the keys in the Managed HSM, by purpose."
  value       = { for name, key in azurerm_key_vault_managed_hardware_security_module_key.this : name => key.versioned_id }
}
