# The built-in Crypto Officer may also decrypt with every key; this role can do everything to keys except use or purge them.
resource "azurerm_role_definition" "key_manager" {
  name        = "${var.name} key manager"
  description = "Creates, rotates, disables and recovers keys; cannot encrypt, decrypt, wrap, unwrap, sign or purge."
  scope       = azurerm_key_vault.this.id

  permissions {
    actions = ["Microsoft.KeyVault/vaults/read"]
    data_actions = [
      "Microsoft.KeyVault/vaults/keys/read",
      "Microsoft.KeyVault/vaults/keys/create/action",
      "Microsoft.KeyVault/vaults/keys/update/action",
      "Microsoft.KeyVault/vaults/keys/rotate/action",
      "Microsoft.KeyVault/vaults/keys/delete",
      "Microsoft.KeyVault/vaults/keys/recover/action",
      "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
      "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
    ]
  }

  assignable_scopes = [azurerm_key_vault.this.id]
}

resource "azurerm_role_assignment" "key_managers" {
  for_each = var.key_managers

  scope              = azurerm_key_vault.this.id
  role_definition_id = azurerm_role_definition.key_manager.role_definition_resource_id
  principal_id       = each.value
  principal_type     = "Group"
}

resource "azurerm_role_assignment" "auditors" {
  for_each = var.auditors

  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Reader"
  principal_id         = each.value
  principal_type       = "Group"
}
