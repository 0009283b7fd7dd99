mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-ml"
  location                   = "swedencentral"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  key_vault_id               = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    openai = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  action_group_id            = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/security"
  deployments                = { chat = { model = "gpt-4o", version = "2024-11-20", capacity = 50 } }
}

run "account_is_private_and_keyless" {
  command = plan

  assert {
    condition     = !azurerm_cognitive_account.this.public_network_access_enabled && azurerm_cognitive_account.this.network_acls[0].default_action == "Deny"
    error_message = "The account must not answer on a public address."
  }

  assert {
    condition     = !azurerm_cognitive_account.this.local_auth_enabled && azurerm_cognitive_account.this.custom_subdomain_name == "contoso-ml-openai"
    error_message = "Only Entra tokens may be accepted."
  }

  assert {
    condition     = azurerm_cognitive_account.this.outbound_network_access_restricted && azurerm_cognitive_account.this.fqdns == tolist(["contoso-ml-openai.openai.azure.com"])
    error_message = "The account must not call out."
  }

  assert {
    condition     = azurerm_key_vault_key.this.key_type == "RSA-HSM" && azurerm_key_vault_key.this.key_size == 2048
    error_message = "Data at rest must be encrypted with an HSM key of the customer's."
  }
}

run "every_filter_blocks" {
  command = plan

  assert {
    condition     = length(azurerm_cognitive_account_rai_policy.this.content_filter) == 12 && alltrue([for filter in azurerm_cognitive_account_rai_policy.this.content_filter : filter.filter_enabled && filter.block_enabled])
    error_message = "All twelve filters must be on and block."
  }

  assert {
    condition     = azurerm_cognitive_account_rai_policy.this.mode == "Blocking"
    error_message = "Answers must be judged before they are shown."
  }
}

run "deployments_are_pinned_filtered_and_regional" {
  command = plan

  assert {
    condition     = alltrue([for deployment in azurerm_cognitive_deployment.this : deployment.rai_policy_name == "block-all" && deployment.version_upgrade_option == "NoAutoUpgrade"])
    error_message = "Every deployment must use the filter and stay at its version."
  }

  assert {
    condition     = azurerm_cognitive_deployment.this["chat"].sku[0].name == "Standard" && azurerm_cognitive_deployment.this["chat"].sku[0].capacity == 50
    error_message = "Deployments must stay in the region, within their quota."
  }
}

run "global_deployment_is_refused" {
  command = plan

  variables {
    deployments = { chat = { model = "gpt-4o", version = "2024-11-20", capacity = 50, kind = "GlobalStandard" } }
  }

  expect_failures = [var.deployments]
}

run "unpinned_version_is_refused" {
  command = plan

  variables {
    deployments = { chat = { model = "gpt-4o", version = "latest", capacity = 50 } }
  }

  expect_failures = [var.deployments]
}

run "lenient_filter_is_refused" {
  command = plan

  variables {
    filter_severity = "High"
  }

  expect_failures = [var.filter_severity]
}
