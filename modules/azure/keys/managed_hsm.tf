locals {
  hsm      = var.managed_hsm == null ? {} : { this = var.managed_hsm }
  hsm_keys = var.managed_hsm == null ? {} : var.keys
}

resource "azurerm_key_vault_managed_hardware_security_module" "this" {
  for_each = local.hsm

  name                = "${var.name}-hsm"
  resource_group_name = var.resource_group_name
  location            = var.location
  tenant_id           = var.tenant_id
  sku_name            = "Standard_B1"
  tags                = var.tags

  admin_object_ids = each.value.admin_object_ids

  purge_protection_enabled   = true
  soft_delete_retention_days = 90

  security_domain_key_vault_certificate_ids = each.value.security_domain_certificate_ids
  security_domain_quorum                    = each.value.security_domain_quorum

  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_managed_hardware_security_module_key" "this" {
  for_each = local.hsm_keys

  name            = each.key
  managed_hsm_id  = azurerm_key_vault_managed_hardware_security_module.this["this"].id
  key_type        = "RSA-HSM"
  key_size        = each.value.size
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = time_offset.first_version.rfc3339
  tags            = var.tags

  lifecycle {
    ignore_changes = [expiration_date]
  }
}

resource "azurerm_key_vault_managed_hardware_security_module_key_rotation_policy" "this" {
  for_each = local.hsm_keys

  managed_hsm_key_id  = azurerm_key_vault_managed_hardware_security_module_key.this[each.key].id
  expire_after        = "P365D"
  time_after_creation = "P${var.rotation_days}D"
}

# The built-in local role Managed HSM Crypto Service Encryption User, on one key.
resource "azurerm_key_vault_managed_hardware_security_module_role_assignment" "encryption_users" {
  for_each = var.managed_hsm == null ? {} : var.managed_hsm.encryption_users

  name               = uuidv5("url", "${var.name}/${each.key}/${each.value.key}")
  managed_hsm_id     = azurerm_key_vault_managed_hardware_security_module.this["this"].id
  scope              = "/keys/${each.value.key}"
  role_definition_id = "/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/33413926-3206-4cdd-b39a-83574fe37a17"
  principal_id       = each.value.principal_id

  depends_on = [azurerm_key_vault_managed_hardware_security_module_key.this]
}

resource "azurerm_private_endpoint" "hsm" {
  for_each = local.hsm

  name                = "${var.name}-hsm-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "managedhsm"
    private_connection_resource_id = azurerm_key_vault_managed_hardware_security_module.this[each.key].id
    subresource_names              = ["managedhsm"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.managed_hsm]
  }
}

resource "azurerm_monitor_diagnostic_setting" "hsm" {
  for_each = local.hsm

  name                       = "to-log-analytics"
  target_resource_id         = azurerm_key_vault_managed_hardware_security_module.this[each.key].id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
