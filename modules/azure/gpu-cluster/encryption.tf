# Disks of nodes and volumes: twice encrypted, once with the customer's key.
resource "azurerm_disk_encryption_set" "this" {
  name                      = "${var.name}-cluster"
  resource_group_name       = var.resource_group_name
  location                  = var.location
  encryption_type           = "EncryptionAtRestWithPlatformAndCustomerKeys"
  key_vault_key_id          = var.encryption_key.id
  auto_key_rotation_enabled = true
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  depends_on = [azurerm_role_assignment.encryption]
}

# Kubernetes secrets in etcd. The API server names a key version: after a rotation the next apply moves it to the new
# one, well before the old one expires.
resource "azurerm_key_vault_key" "secrets" {
  name            = "${var.name}-etcd"
  key_vault_id    = var.encryption_key.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["encrypt", "decrypt"]
  expiration_date = time_offset.secrets_key_expiry.rfc3339
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

resource "time_offset" "secrets_key_expiry" {
  offset_days = 365
}
