mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  replica_location    = "northeurope"
  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/k"
    resource_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv/keys/k"
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  }
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    registry = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
    blob     = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
}

run "registry_is_private_and_keyless" {
  command = plan

  assert {
    condition     = !azurerm_container_registry.this.public_network_access_enabled && !azurerm_container_registry.this.admin_enabled && !azurerm_container_registry.this.anonymous_pull_enabled
    error_message = "The registry must accept Entra identities on private addresses only."
  }

  assert {
    condition     = !azurerm_container_registry.this.export_policy_enabled && azurerm_container_registry.this.quarantine_policy_enabled
    error_message = "Images must not leave, and must wait for their scan."
  }

  assert {
    condition     = azurerm_container_registry.this.encryption[0].key_vault_key_id == var.encryption_key.id
    error_message = "Images must be encrypted with the customer's key."
  }
}

run "stages_are_separate" {
  command = plan

  variables {
    access = {
      dev  = { writers = { training = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" } }
      prod = { readers = { serving = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" } }
    }
  }

  assert {
    condition     = strcontains(azurerm_role_assignment.image_readers["prod-serving"].condition, "StringStartsWithIgnoreCase 'prod/'") && azurerm_role_assignment.image_readers["prod-serving"].role_definition_name == "Container Registry Repository Reader"
    error_message = "A reader must see the images of its stage alone."
  }

  assert {
    condition     = keys(azurerm_role_assignment.artifact_writers) == ["dev-training"]
    error_message = "A writer must write to its stage alone."
  }
}

run "production_models_cannot_change" {
  command = plan

  assert {
    condition     = azurerm_storage_container_immutability_policy.prod[0].immutability_period_in_days == 365 && azurerm_storage_container_immutability_policy.prod[0].locked
    error_message = "Production models must be immutable for a year."
  }
}

run "signing_key_only_signs" {
  command = plan

  assert {
    condition     = azurerm_key_vault_key.signing.key_type == "RSA-HSM" && toset(azurerm_key_vault_key.signing.key_opts) == toset(["sign", "verify"])
    error_message = "The signing key must live in an HSM and only sign."
  }
}

run "one_writer_for_dev_and_prod_is_refused" {
  command = plan

  variables {
    access = {
      dev  = { writers = { all = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" } }
      prod = { writers = { all = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" } }
    }
  }

  expect_failures = [var.access]
}

run "unknown_stage_is_refused" {
  command = plan

  variables {
    access = { production = {} }
  }

  expect_failures = [var.access]
}

run "environment_that_is_torn_down_has_no_lock" {
  command = plan

  variables {
    production_immutability = { enabled = false }
  }

  assert {
    condition     = length(azurerm_storage_container_immutability_policy.prod) == 0
    error_message = "No policy may outlive an environment that is torn down."
  }
}
