# Signatures made with this key are what the clusters' admission policy asks for. Content trust (Notary v1) is gone
# from the service and the provider; cosign and notation sign with the vault directly.
resource "azurerm_key_vault_key" "signing" {
  name            = "${var.name}-image-signing"
  key_vault_id    = var.encryption_key.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["sign", "verify"]
  expiration_date = time_offset.signing_key_expiry.rfc3339
  tags            = var.tags

  rotation_policy {
    expire_after         = "P730D"
    notify_before_expiry = "P30D"

    # Old versions go on verifying what they signed until they expire.
    automatic {
      time_after_creation = "P365D"
    }
  }

  lifecycle {
    ignore_changes = [expiration_date]
  }
}

resource "time_offset" "signing_key_expiry" {
  offset_days = 730
}

resource "azurerm_role_definition" "signer" {
  name              = "${var.name} image signer"
  description       = "Signs with the image key; cannot change it."
  scope             = var.encryption_key.key_vault_id
  assignable_scopes = [var.encryption_key.key_vault_id]

  permissions {
    data_actions = [
      "Microsoft.KeyVault/vaults/keys/read",
      "Microsoft.KeyVault/vaults/keys/sign/action",
      "Microsoft.KeyVault/vaults/keys/verify/action",
    ]
  }
}

resource "azurerm_role_assignment" "signers" {
  for_each = var.signers

  scope              = azurerm_key_vault_key.signing.resource_versionless_id
  role_definition_id = azurerm_role_definition.signer.role_definition_resource_id
  principal_id       = each.value
}
