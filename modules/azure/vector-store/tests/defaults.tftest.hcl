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
    search = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.search.windows.net"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
}

run "search_is_private_and_keyless" {
  command = plan

  assert {
    condition     = !azurerm_search_service.this.public_network_access_enabled && azurerm_search_service.this.network_rule_bypass_option == "None"
    error_message = "The service must not answer on a public address."
  }

  assert {
    condition     = !azurerm_search_service.this.local_authentication_enabled
    error_message = "API keys must be off."
  }
}

run "indexes_need_the_customers_key" {
  command = plan

  assert {
    condition     = azurerm_search_service.this.customer_managed_key_enforcement_enabled && azurerm_role_assignment.encryption.scope == var.encryption_key.resource_id
    error_message = "Indexes without a customer-managed key must not be compliant."
  }
}

run "readers_cannot_write" {
  command = plan

  variables {
    readers = { serving = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
  }

  assert {
    condition     = azurerm_role_assignment.readers["serving"].role_definition_name == "Search Index Data Reader" && length(azurerm_role_assignment.writers) == 0
    error_message = "A reader must only query."
  }
}

run "single_copy_is_refused" {
  command = plan

  variables {
    replicas = 1
  }

  expect_failures = [var.replicas]
}
