locals {
  # What an attestation must say before the vault releases a key.
  confidential_machine = [
    { claim = "x-ms-isolation-tee.x-ms-attestation-type", equals = "sevsnpvm" },
    { claim = "x-ms-isolation-tee.x-ms-compliance-status", equals = "azure-compliant-cvm" },
  ]

  release_policies = {
    # Training data: vouched for by this module's own attestation service.
    data = local.attestation_uri
    # Operating system disks: vouched for by the platform's service while the machine starts.
    disk = var.platform_attestation_uri
  }
}

resource "azurerm_key_vault_key" "this" {
  for_each = local.release_policies

  name            = "${var.name}-sealed-${each.key}"
  key_vault_id    = var.key_vault_id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = time_offset.key_expiry.rfc3339
  tags            = var.tags

  release_policy {
    # Nobody can weaken the condition later; a new condition takes a new key.
    immutable = true
    json = jsonencode({
      version = "1.0.0"
      anyOf   = [{ authority = each.value, allOf = local.confidential_machine }]
    })
  }

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

# The machines may ask for the data key; the release policy decides.
resource "azurerm_role_assignment" "data_key_release" {
  scope                = azurerm_key_vault_key.this["data"].resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Release User"
  principal_id         = azurerm_user_assigned_identity.machine.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "disk_key_release" {
  scope                = azurerm_key_vault_key.this["disk"].resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Release User"
  principal_id         = var.orchestrator_object_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_user_assigned_identity" "disk" {
  name                = "${var.name}-sealed-disk"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "disk_key_wrap" {
  scope                = azurerm_key_vault_key.this["disk"].resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.disk.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_disk_encryption_set" "this" {
  name                = "${var.name}-sealed"
  resource_group_name = var.resource_group_name
  location            = var.location
  encryption_type     = "ConfidentialVmEncryptedWithCustomerKey"
  key_vault_key_id    = azurerm_key_vault_key.this["disk"].id
  # The service cannot rotate keys of this encryption type by itself; an apply after a rotation does.
  auto_key_rotation_enabled = false
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.disk.id]
  }

  depends_on = [azurerm_role_assignment.disk_key_wrap, azurerm_role_assignment.disk_key_release]
}
