# The AI services accept keys of 2048 bits only, so the module makes its own, used by nothing else.
resource "azurerm_key_vault_key" "this" {
  name            = "${var.name}-pii"
  key_vault_id    = var.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 2048
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = time_offset.key_expiry.rfc3339
  tags            = var.tags

  rotation_policy {
    expire_after         = "P365D"
    notify_before_expiry = "P30D"

    automatic {
      time_after_creation = "P90D"
    }
  }

  lifecycle {
    # Rotation moves the expiry of the current version; the code sets the first one only.
    ignore_changes = [expiration_date]
  }
}

resource "time_offset" "key_expiry" {
  offset_days = 365
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-pii"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "encryption" {
  scope                = azurerm_key_vault_key.this.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}
