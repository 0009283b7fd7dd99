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
  container_registry_id      = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/contosomlimages"
}

run "workspace_is_isolated_and_encrypted" {
  command = plan

  assert {
    condition     = azurerm_machine_learning_workspace.this.managed_network[0].isolation_mode == "AllowOnlyApprovedOutbound" && !azurerm_machine_learning_workspace.this.public_network_access_enabled
    error_message = "The workspace must be private and let approved traffic out only."
  }

  assert {
    condition     = azurerm_machine_learning_workspace.this.encryption[0].key_id == var.encryption_key.id && azurerm_machine_learning_workspace.this.high_business_impact
    error_message = "The workspace must be encrypted with the customer's key."
  }

  assert {
    condition     = !azurerm_machine_learning_workspace.this.v1_legacy_mode_enabled && azurerm_machine_learning_workspace.this.storage_account_access_type == "Identity"
    error_message = "The workspace must use private links and identities, not legacy paths and keys."
  }
}

run "clusters_are_private_and_vanish_when_idle" {
  command = plan

  assert {
    condition     = alltrue([for cluster in azurerm_machine_learning_compute_cluster.this : !cluster.node_public_ip_enabled && !cluster.ssh_public_access_enabled && !cluster.local_auth_enabled])
    error_message = "Cluster nodes must have no public address, SSH or local accounts."
  }

  assert {
    condition     = alltrue([for cluster in azurerm_machine_learning_compute_cluster.this : cluster.scale_settings[0].min_node_count == 0 && cluster.scale_settings[0].scale_down_nodes_after_idle_duration == "PT15M"])
    error_message = "Idle clusters must scale to zero."
  }
}

run "approved_egress_becomes_rules" {
  command = plan

  variables {
    egress_fqdns = ["packages.example.com", "*.contoso.example"]
  }

  assert {
    condition     = toset(values(azurerm_machine_learning_workspace_network_outbound_rule_fqdn.egress)[*].name) == toset(["packages-example-com", "any-contoso-example"])
    error_message = "Each approved name must have one rule."
  }
}

run "open_egress_is_refused" {
  command = plan

  variables {
    egress_fqdns = ["*"]
  }

  expect_failures = [var.egress_fqdns]
}

run "endless_cluster_is_refused" {
  command = plan

  variables {
    clusters = { gpu = { vm_size = "Standard_NC24ads_A100_v4", max_nodes = 1000 } }
  }

  expect_failures = [var.clusters]
}
