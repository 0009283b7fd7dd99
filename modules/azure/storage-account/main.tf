/**
 * # Storage account
 *
 * The one storage account that all Azure modules build on: Entra identities over a private endpoint are the only way
 * in, every blob is versioned and encrypted twice, and each read, write and delete is logged. Insecure values have
 * no input. Containers and lifecycle rules belong to the module that knows the data.
 */

# A user-assigned identity exists before the resource does, so the resource is born encrypted with the customer's key.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-${var.purpose}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "encryption" {
  scope                = var.encryption_key.resource_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_storage_account" "this" {
  #checkov:skip=CKV_AZURE_33:queue_properties left the resource in azurerm 5; the diagnostic setting below logs the queue service
  name                = replace("${var.name}${var.purpose}", "-", "")
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = var.replication

  # Entra identities over the private endpoint are the only way in: no account keys, no anonymous reads, no public address.
  public_network_access_enabled   = false
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  local_user_enabled              = false
  sftp_enabled                    = false
  allow_nested_items_to_be_public = false

  https_traffic_only_enabled        = true
  min_tls_version                   = "TLS1_2"
  infrastructure_encryption_enabled = true

  # Copies to storage outside the tenant would leave with the data.
  cross_tenant_replication_enabled = false
  allowed_copy_scope               = "AAD"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  customer_managed_key {
    key_vault_key_id          = var.encryption_key.id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  sas_policy {
    expiration_period = "00.01:00:00"
    expiration_action = "Block"
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  dynamic "immutability_policy" {
    for_each = var.immutability[*]

    content {
      state                         = immutability_policy.value.locked ? "Locked" : "Unlocked"
      period_since_creation_in_days = immutability_policy.value.days
      allow_protected_append_writes = true
    }
  }

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_private_endpoint" "blob" {
  name                = "${var.name}-${var.purpose}-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.blob]
  }
}

# Blob reads, writes and deletes: the evidence of who touched training data and models.
resource "azurerm_monitor_diagnostic_setting" "blobs" {
  name                       = "to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.this.id}/blobServices/default"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

# Queues hold no data here; their log shows whoever tries to use them.
resource "azurerm_monitor_diagnostic_setting" "queues" {
  name                       = "to-log-analytics"
  target_resource_id         = "${azurerm_storage_account.this.id}/queueServices/default"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
