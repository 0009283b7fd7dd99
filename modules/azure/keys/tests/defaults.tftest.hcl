mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-keys"
  location                   = "swedencentral"
  tenant_id                  = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"
  keys                       = { training-data = {}, ai-services = { size = 2048 } }
  key_managers               = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    vault       = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"
    managed_hsm = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.managedhsm.azure.net"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
}

run "vault_is_private_and_cannot_be_purged" {
  command = plan

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.soft_delete_retention_days == 90
    error_message = "The vault must keep deleted keys for 90 days."
  }

  assert {
    condition     = !azurerm_key_vault.this.public_network_access_enabled && azurerm_key_vault.this.network_acls[0].default_action == "Deny"
    error_message = "The vault must not answer on a public address."
  }

  assert {
    condition     = azurerm_key_vault.this.rbac_authorization_enabled && azurerm_key_vault.this.sku_name == "premium"
    error_message = "The vault must use RBAC and the premium tier."
  }
}

run "keys_are_hsm_backed_and_rotate" {
  command = plan

  assert {
    condition     = alltrue([for key in azurerm_key_vault_key.this : key.key_type == "RSA-HSM"])
    error_message = "Every key must live in an HSM."
  }

  assert {
    condition     = alltrue([for key in azurerm_key_vault_key.this : key.rotation_policy[0].automatic[0].time_after_creation == "P90D"])
    error_message = "Every key must rotate after 90 days."
  }

  assert {
    condition     = azurerm_key_vault_key.this["ai-services"].key_size == 2048 && azurerm_key_vault_key.this["training-data"].key_size == 3072
    error_message = "Key sizes must follow the input and its default."
  }
}

run "key_managers_cannot_use_keys" {
  command = plan

  assert {
    condition = length(setintersection(one(azurerm_role_definition.key_manager.permissions).data_actions, [
      "Microsoft.KeyVault/vaults/keys/*",
      "Microsoft.KeyVault/vaults/keys/decrypt/action",
      "Microsoft.KeyVault/vaults/keys/unwrap/action",
      "Microsoft.KeyVault/vaults/keys/purge/action",
    ])) == 0
    error_message = "The key manager role must not be able to use or purge keys."
  }
}

run "managed_hsm_is_private_and_protected" {
  command = plan

  variables {
    managed_hsm = {
      admin_object_ids = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51", "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52"]
      security_domain_certificate_ids = [
        "https://contoso.vault.azure.net/certificates/a/1",
        "https://contoso.vault.azure.net/certificates/b/1",
        "https://contoso.vault.azure.net/certificates/c/1",
      ]
      encryption_users = { lake = { key = "training-data", principal_id = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" } }
    }
  }

  assert {
    condition     = azurerm_key_vault_managed_hardware_security_module.this["this"].purge_protection_enabled && !azurerm_key_vault_managed_hardware_security_module.this["this"].public_network_access_enabled
    error_message = "The Managed HSM must be private and protected from purge."
  }

  assert {
    condition     = azurerm_key_vault_managed_hardware_security_module_role_assignment.encryption_users["lake"].scope == "/keys/training-data"
    error_message = "An encryption user must reach one key only."
  }
}

run "auditor_who_manages_keys_is_refused" {
  command = plan

  variables {
    auditors = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  }

  expect_failures = [var.auditors]
}

run "weak_key_is_refused" {
  command = plan

  variables {
    keys = { legacy = { size = 1024 } }
  }

  expect_failures = [var.keys]
}

run "untagged_resources_are_refused" {
  command = plan

  variables {
    tags = { owner = "ml-platform" }
  }

  expect_failures = [var.tags]
}
