mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  subscription_id     = "6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  security_contact    = { email = "security@contoso.example", phone = "+46812345678" }
  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/k"
    resource_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv/keys/k"
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  }
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    blob     = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net"
    monitor  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.monitor.azure.com"
    oms      = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.oms.opinsights.azure.com"
    ods      = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.ods.opinsights.azure.com"
    agentsvc = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.agentsvc.azure-automation.net"
  }
}

run "workspace_is_private" {
  command = plan

  assert {
    condition     = azurerm_log_analytics_workspace.this.internet_ingestion_access_type == "Disabled" && azurerm_log_analytics_workspace.this.internet_query_access_type == "Disabled"
    error_message = "The workspace must not be reachable from the internet."
  }

  assert {
    condition     = !azurerm_log_analytics_workspace.this.local_authentication_enabled
    error_message = "The workspace keys must be off."
  }
}

run "archive_is_immutable_and_locks_in_a_second_step" {
  command = plan

  assert {
    condition     = module.archive.immutability_state == "Unlocked"
    error_message = "A new archive must be immutable."
  }
}

run "lock_is_for_good" {
  command = plan

  variables {
    immutability_locked = true
  }

  assert {
    condition     = module.archive.immutability_state == "Locked"
    error_message = "immutability_locked must lock the policy."
  }
}

run "records_outlive_immutability_by_a_month_only" {
  command = plan

  assert {
    condition     = azurerm_storage_management_policy.archive.rule[0].actions[0].base_blob[0].delete_after_days_since_creation_greater_than == 430 && azurerm_storage_management_policy.archive.rule[0].actions[0].version[0].delete_after_days_since_creation == 430
    error_message = "Records must be deleted 30 days after they become deletable."
  }
}

run "defender_covers_ai_services" {
  command = plan

  assert {
    condition     = alltrue([for plan in ["AI", "Containers", "KeyVaults", "StorageAccounts", "VirtualMachines"] : azurerm_security_center_subscription_pricing.this[plan].tier == "Standard"])
    error_message = "Defender must watch every service that AI workloads use."
  }
}

run "activity_log_reaches_workspace_and_archive" {
  command = plan

  assert {
    condition     = toset(azurerm_monitor_diagnostic_setting.activity_log.enabled_log[*].category) == toset(["Administrative", "Alert", "Policy", "Security"])
    error_message = "The activity log's security categories must be kept."
  }
}

run "short_retention_is_refused" {
  command = plan

  variables {
    retention_days       = 30
    query_retention_days = 30
  }

  expect_failures = [var.retention_days, var.query_retention_days]
}
