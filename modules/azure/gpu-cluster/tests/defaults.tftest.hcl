mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"
  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/k"
    resource_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv/keys/k"
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  node_subnet_id             = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/training"
  control_subnet_id          = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/control"
  admin_groups               = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  registry_login_server      = "contosomlimages.azurecr.io"
}

run "api_server_is_private_and_without_local_accounts" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.private_cluster_enabled && !azurerm_kubernetes_cluster.this.private_cluster_public_fqdn_enabled && !azurerm_kubernetes_cluster.this.run_command_enabled
    error_message = "The API server must be reachable from the network only."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.local_account_disabled && azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].azure_rbac_enabled
    error_message = "Only Entra identities with roles may use the cluster."
  }
}

run "hosts_are_encrypted_and_private" {
  command = plan

  assert {
    condition = alltrue([for pool in [azurerm_kubernetes_cluster.this.default_node_pool[0], azurerm_kubernetes_cluster_node_pool.gpu, azurerm_kubernetes_cluster_node_pool.confidential] :
      pool.host_encryption_enabled && pool.fips_enabled && !pool.node_public_ip_enabled
    ])
    error_message = "Every node must encrypt at the host, use FIPS modules and have no public address."
  }
}

run "traffic_is_policed" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.network_profile[0].network_policy == "cilium" && azurerm_kubernetes_cluster.this.network_profile[0].outbound_type == "userDefinedRouting"
    error_message = "Pods need network policy, and their egress must pass the firewall."
  }
}

run "pods_are_restricted_and_images_pinned" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_resource_policy_assignment.restricted_pods.parameters).effect.value == "Deny" && azurerm_resource_policy_assignment.restricted_pods.enforce
    error_message = "Pods beyond the restricted standard must be refused."
  }

  assert {
    condition     = can(regex(jsondecode(azurerm_resource_policy_assignment.images.parameters).allowedContainerImagesRegex.value, "contosomlimages.azurecr.io/prod/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"))
    error_message = "An image of the registry, by digest, must be admitted."
  }

  assert {
    condition     = !can(regex(jsondecode(azurerm_resource_policy_assignment.images.parameters).allowedContainerImagesRegex.value, "contosomlimages.azurecr.io/prod/churn:latest")) && !can(regex(jsondecode(azurerm_resource_policy_assignment.images.parameters).allowedContainerImagesRegex.value, "docker.io/library/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"))
    error_message = "Tags and other registries must be refused."
  }
}

run "gpu_nodes_vanish_when_idle" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster_node_pool.gpu.min_count == 0 && azurerm_kubernetes_cluster_node_pool.gpu.max_count == 4
    error_message = "The GPU pool must scale to zero, and not beyond its cap."
  }
}

run "cluster_patches_itself" {
  command = plan

  assert {
    condition     = azurerm_kubernetes_cluster.this.automatic_upgrade_channel == "stable" && azurerm_kubernetes_cluster.this.node_os_upgrade_channel == "NodeImage" && azurerm_kubernetes_cluster.this.image_cleaner_enabled
    error_message = "Cluster, nodes and images must be kept up to date."
  }
}

run "ordinary_size_for_sealed_work_is_refused" {
  command = plan

  variables {
    confidential_pool = { vm_size = "Standard_D8ds_v5" }
  }

  expect_failures = [var.confidential_pool]
}
