mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  purpose             = "lake"
  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/k"
    resource_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv/keys/k"
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  }
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    blob = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
}

run "only_entra_identities_on_private_addresses" {
  command = plan

  assert {
    condition     = !azurerm_storage_account.this.public_network_access_enabled && azurerm_storage_account.this.network_rules[0].default_action == "Deny"
    error_message = "The account must not answer on a public address."
  }

  assert {
    condition     = !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.local_user_enabled && !azurerm_storage_account.this.sftp_enabled
    error_message = "Account keys, local users and SFTP must be off."
  }

  assert {
    condition     = !azurerm_storage_account.this.allow_nested_items_to_be_public && azurerm_storage_account.this.allowed_copy_scope == "AAD"
    error_message = "Blobs must not be public or copied out of the tenant."
  }
}

run "encrypted_at_rest_and_in_transit" {
  command = plan

  assert {
    condition     = azurerm_storage_account.this.customer_managed_key[0].key_vault_key_id == var.encryption_key.id && azurerm_storage_account.this.infrastructure_encryption_enabled
    error_message = "Data must be encrypted twice, once with the customer's key."
  }

  assert {
    condition     = azurerm_storage_account.this.https_traffic_only_enabled && azurerm_storage_account.this.min_tls_version == "TLS1_2"
    error_message = "Plain HTTP and old TLS must be refused."
  }
}

run "versions_and_deleted_blobs_can_be_restored" {
  command = plan

  assert {
    condition     = azurerm_storage_account.this.blob_properties[0].versioning_enabled && azurerm_storage_account.this.blob_properties[0].delete_retention_policy[0].days == 30
    error_message = "Overwritten and deleted blobs must be recoverable."
  }
}

run "immutability_starts_unlocked" {
  command = plan

  variables {
    immutability = { days = 365 }
  }

  assert {
    condition     = azurerm_storage_account.this.immutability_policy[0].state == "Unlocked"
    error_message = "Azure refuses to create a locked policy."
  }
}

run "read_access_replication_is_refused" {
  command = plan

  variables {
    replication = "RAGRS"
  }

  expect_failures = [var.replication]
}
