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
  log_analytics_workspace_id   = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  log_analytics_workspace_guid = "5e8f7a61-2c4d-4b3e-9f10-6d7c8b9a0e15"
}

run "every_tier_ends_in_a_denial" {
  command = plan

  assert {
    condition = alltrue([for tier, group in azurerm_network_security_group.this : anytrue([
      for rule in group.security_rule : rule.priority == 4096 && rule.direction == "Inbound" && rule.access == "Deny" && rule.source_address_prefix == "*"
    ])])
    error_message = "Every tier must deny what it does not list."
  }

  assert {
    condition = alltrue([for tier in ["data", "training", "serving", "apps", "control", "endpoints", "gateway"] : anytrue([
      for rule in azurerm_network_security_group.this[tier].security_rule : rule.direction == "Outbound" && rule.access == "Deny" && rule.destination_address_prefix == "*"
    ])])
    error_message = "No tier may send what it does not list."
  }
}

run "internet_reaches_ingress_only" {
  command = plan

  assert {
    condition = alltrue([for tier in ["data", "training", "serving", "apps", "control", "endpoints", "gateway"] : alltrue([
      for rule in azurerm_network_security_group.this[tier].security_rule :
      !contains(["*", "Internet", "0.0.0.0/0"], rule.source_address_prefix) if rule.direction == "Inbound" && rule.access == "Allow"
    ])])
    error_message = "Only the ingress tier may be reached from the internet."
  }

  assert {
    condition = [
      for rule in azurerm_network_security_group.this["ingress"].security_rule : rule.destination_port_ranges
      if rule.direction == "Inbound" && rule.access == "Allow" && rule.source_address_prefix == "Internet"
    ] == [toset(["443"])]
    error_message = "The internet may reach the ingress tier over TLS only."
  }
}

run "serving_cannot_read_training_data" {
  command = plan

  assert {
    condition     = !contains(azurerm_network_security_group.this["serving"].security_rule[*].destination_address_prefix, local.subnets.data)
    error_message = "Model servers must not reach the data tier."
  }
}

run "egress_passes_the_firewall" {
  command = plan

  assert {
    condition     = alltrue([for subnet in azurerm_subnet.this : !subnet.default_outbound_access_enabled])
    error_message = "No subnet may have Azure's own way out."
  }

  assert {
    condition     = azurerm_firewall_policy.this.intrusion_detection[0].mode == "Deny" && azurerm_firewall_policy.this.threat_intelligence_mode == "Deny"
    error_message = "The firewall must drop known-bad traffic."
  }

  assert {
    condition     = !contains(azurerm_firewall_policy_rule_collection_group.egress.application_rule_collection[0].rule[0].destination_fqdns, "*")
    error_message = "The allow-list must not allow everything."
  }
}

run "flows_are_logged" {
  command = plan

  assert {
    condition     = azurerm_network_watcher_flow_log.this.enabled && azurerm_network_watcher_flow_log.this.retention_policy[0].days == 180
    error_message = "Flow records must be kept for half a year."
  }
}

run "open_egress_is_refused" {
  command = plan

  variables {
    egress_fqdns = ["*"]
  }

  expect_failures = [var.egress_fqdns]
}

run "whole_top_level_domain_is_refused" {
  command = plan

  variables {
    egress_fqdns = ["*.com"]
  }

  expect_failures = [var.egress_fqdns]
}

run "public_address_space_is_refused" {
  command = plan

  variables {
    address_space = "20.0.0.0/16"
  }

  expect_failures = [var.address_space]
}

run "runners_reach_the_endpoints_only" {
  command = plan

  variables {
    runner_network = {
      id             = "/subscriptions/s/resourceGroups/rg-runners/providers/Microsoft.Network/virtualNetworks/runners"
      address_prefix = "10.80.0.0/24"
    }
  }

  assert {
    condition     = [for tier, group in azurerm_network_security_group.this : tier if contains(group.security_rule[*].source_address_prefix, "10.80.0.0/24")] == ["endpoints"]
    error_message = "No tier but endpoints may be open to runners."
  }

  assert {
    condition     = azurerm_virtual_network_peering.from_runners["runners"].resource_group_name == "rg-runners" && azurerm_virtual_network_peering.from_runners["runners"].virtual_network_name == "runners"
    error_message = "The peering must hold on both sides."
  }
}

run "public_runners_are_refused" {
  command = plan

  variables {
    runner_network = {
      id             = "/subscriptions/s/resourceGroups/rg-runners/providers/Microsoft.Network/virtualNetworks/runners"
      address_prefix = "203.0.113.0/24"
    }
  }

  expect_failures = [var.runner_network]
}
