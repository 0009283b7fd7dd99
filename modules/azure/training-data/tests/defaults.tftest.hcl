mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/k"
    resource_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv/keys/k"
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  }
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    blob    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
    purview = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.purview.azure.com"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
}

run "containers_are_private" {
  command = plan

  assert {
    condition     = alltrue([for container in azurerm_storage_container.this : container.container_access_type == "private"])
    error_message = "No container may be public."
  }
}

run "raw_data_and_its_versions_expire" {
  command = plan

  assert {
    condition     = azurerm_storage_management_policy.this.rule[0].actions[0].base_blob[0].delete_after_days_since_creation_greater_than == 90 && azurerm_storage_management_policy.this.rule[0].actions[0].version[0].delete_after_days_since_creation == 90
    error_message = "Raw data must go after 90 days, old versions included."
  }
}

run "released_data_is_immutable" {
  command = plan

  assert {
    condition     = azurerm_storage_container_immutability_policy.released[0].immutability_period_in_days == 180 && azurerm_storage_container_immutability_policy.released[0].locked
    error_message = "Released data must be immutable for 180 days, for administrators too."
  }
}

run "uploads_are_scanned" {
  command = plan

  assert {
    condition     = azurerm_security_center_storage_defender.this.malware_scanning_on_upload_enabled && azurerm_security_center_storage_defender.this.sensitive_data_discovery_enabled
    error_message = "Uploads must be scanned for malware and personal data."
  }
}

run "training_reads_curated_data_only" {
  command = plan

  variables {
    readers = { training = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
  }

  assert {
    condition     = toset(keys(azurerm_role_assignment.reads)) == toset(["training-curated", "training-released"]) && length(azurerm_role_assignment.writes) == 0
    error_message = "A reader must reach curated and released data only."
  }
}

run "catalogue_is_private" {
  command = plan

  assert {
    condition     = !azurerm_purview_account.this["this"].public_network_enabled
    error_message = "The catalogue must not answer on a public address."
  }
}

run "existing_catalogue_is_respected" {
  command = plan

  variables {
    catalogue_enabled = false
  }

  assert {
    condition     = length(azurerm_purview_account.this) == 0 && output.catalogue_id == null
    error_message = "No second catalogue may be made."
  }
}

run "endless_raw_data_is_refused" {
  command = plan

  variables {
    raw_retention_days = 3650
  }

  expect_failures = [var.raw_retention_days]
}

run "environment_that_is_torn_down_has_no_lock" {
  command = plan

  variables {
    immutability = { enabled = false }
  }

  assert {
    condition     = length(azurerm_storage_container_immutability_policy.released) == 0
    error_message = "No policy may outlive an environment that is torn down."
  }
}
