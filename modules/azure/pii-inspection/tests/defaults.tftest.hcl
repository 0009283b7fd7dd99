mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-ml"
  location                   = "swedencentral"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  key_vault_id               = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    cognitiveservices = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.cognitiveservices.azure.com"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  action_group_id            = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/security"
}

run "accounts_are_private_and_keyless" {
  command = plan

  assert {
    condition     = alltrue([for account in azurerm_cognitive_account.this : !account.public_network_access_enabled && !account.local_auth_enabled && account.network_acls[0].default_action == "Deny"])
    error_message = "The accounts must accept Entra tokens on private addresses only."
  }

  assert {
    condition     = toset(keys(azurerm_cognitive_account_customer_managed_key.this)) == toset(["language", "content-safety"])
    error_message = "Both accounts must be encrypted with the customer's key."
  }
}

run "pseudonyms_have_a_key_of_their_own" {
  command = plan

  assert {
    condition     = azurerm_key_vault_key.pseudonyms.key_type == "RSA-HSM" && azurerm_key_vault_key.pseudonyms.name != azurerm_key_vault_key.this.name
    error_message = "Pseudonyms must not share the services' key."
  }

  assert {
    condition     = !contains(one(azurerm_role_definition.pseudonyms["pseudonymizer"].permissions).data_actions, "Microsoft.KeyVault/vaults/keys/unwrap/action")
    error_message = "Who pseudonymizes must not be able to go back."
  }
}

run "re_identification_alerts" {
  command = plan

  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.re_identification.criteria[0].query, "/keys/contoso-ml-pseudonyms") && azurerm_monitor_scheduled_query_rules_alert_v2.re_identification.severity == 1
    error_message = "Unwrapping the pseudonym key must raise an alert."
  }
}

run "one_principal_in_both_directions_is_refused" {
  command = plan

  variables {
    pseudonymizers = { curation = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
    re_identifiers = { curation = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
  }

  expect_failures = [var.re_identifiers]
}
