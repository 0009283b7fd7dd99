/**
 * # Keys
 *
 * A premium Key Vault with HSM-backed keys for customer-managed encryption, rotated by policy, and optionally a
 * single-tenant Managed HSM beside it. Duties are separated: key managers create and rotate keys but cannot use
 * them, services use one key each (their own modules grant that), auditors see metadata only.
 *
 * The vault answers on its private endpoint alone, so whoever applies this module must run where that is reached: in
 * `runner_network` of network.
 * Give the applying identity membership of a group in `key_managers`.
 */

resource "azurerm_key_vault" "this" {
  name                = "${var.name}-kv"
  resource_group_name = var.resource_group_name
  location            = var.location
  tenant_id           = var.tenant_id
  tags                = var.tags

  # Premium is the tier whose keys live in validated HSMs.
  sku_name                   = "premium"
  rbac_authorization_enabled = true

  # Ninety days is the longest window the service offers; within it nobody, administrators included, can purge a key.
  purge_protection_enabled   = true
  soft_delete_retention_days = 90

  enabled_for_deployment          = false
  enabled_for_disk_encryption     = false
  enabled_for_template_deployment = false

  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    # Storage, disks and AI services wrap their data keys as trusted services.
    bypass = "AzureServices"
  }
}

# The expiry of the first version. Every later version gets its own from the rotation policy.
resource "time_offset" "first_version" {
  offset_days = 365
}

resource "azurerm_key_vault_key" "this" {
  for_each = var.keys

  name            = each.key
  key_vault_id    = azurerm_key_vault.this.id
  key_type        = "RSA-HSM"
  key_size        = each.value.size
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = time_offset.first_version.rfc3339
  tags            = var.tags

  rotation_policy {
    expire_after         = "P365D"
    notify_before_expiry = "P30D"

    automatic {
      time_after_creation = "P${var.rotation_days}D"
    }
  }

  lifecycle {
    # Rotation moves the expiry of the current version; the code sets the first one only.
    ignore_changes = [expiration_date]
  }

  # The vault answers on its private endpoint alone.
  depends_on = [azurerm_role_assignment.key_managers, azurerm_private_endpoint.vault]
}

# A deleted vault takes every store that it encrypts offline; removing the lock is a separate, visible step.
resource "azurerm_management_lock" "vault" {
  name       = "keys"
  scope      = azurerm_key_vault.this.id
  lock_level = "CanNotDelete"
  notes      = "Encrypts the AI data stores of ${var.name}."

  depends_on = [azurerm_key_vault_key.this]
}

resource "azurerm_private_endpoint" "vault" {
  name                = "${var.name}-kv-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.vault]
  }
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_key_vault.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
