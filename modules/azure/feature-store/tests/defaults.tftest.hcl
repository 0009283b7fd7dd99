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
    ml_api       = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.api.azureml.ms"
    ml_notebooks = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.notebooks.azure.net"
    blob         = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
}

run "store_is_isolated_and_encrypted" {
  command = plan

  assert {
    condition     = azurerm_machine_learning_workspace.this.kind == "FeatureStore" && azurerm_machine_learning_workspace.this.managed_network[0].isolation_mode == "AllowOnlyApprovedOutbound"
    error_message = "The feature store must let approved traffic out only."
  }

  assert {
    condition     = !azurerm_machine_learning_workspace.this.public_network_access_enabled && azurerm_machine_learning_workspace.this.encryption[0].key_id == var.encryption_key.id
    error_message = "The feature store must be private and encrypted with the customer's key."
  }
}

run "stale_features_expire" {
  command = plan

  assert {
    condition     = azurerm_storage_management_policy.features.rule[0].actions[0].base_blob[0].delete_after_days_since_modification_greater_than == 180
    error_message = "Features that nobody refreshes must be deleted."
  }
}

run "consumers_only_read" {
  command = plan

  variables {
    consumers = { training = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
  }

  assert {
    condition     = azurerm_role_assignment.consumers_values["training"].role_definition_name == "Storage Blob Data Reader" && azurerm_role_assignment.consumers_definitions["training"].role_definition_name == "Reader"
    error_message = "A consumer must not be able to write."
  }
}

run "producing_consumer_is_refused" {
  command = plan

  variables {
    producers = { both = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
    consumers = { both = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
  }

  expect_failures = [var.consumers]
}
