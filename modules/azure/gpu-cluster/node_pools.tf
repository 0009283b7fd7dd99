resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
  name                  = "gpu"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  mode                  = "User"
  vm_size               = var.gpu_pool.vm_size
  vnet_subnet_id        = var.node_subnet_id
  gpu_driver            = "Install"
  tags                  = var.tags

  # Only pods that ask for a GPU run here, and only while they do.
  node_taints          = ["sku=gpu:NoSchedule"]
  node_labels          = { workload = "gpu" }
  auto_scaling_enabled = true
  min_count            = 0
  max_count            = var.gpu_pool.max_nodes
  max_pods             = 50

  host_encryption_enabled     = true
  fips_enabled                = true
  node_public_ip_enabled      = false
  os_disk_type                = "Ephemeral"
  os_sku                      = "Ubuntu"
  temporary_name_for_rotation = "gputmp"

  upgrade_settings {
    max_surge                = "1"
    drain_timeout_in_minutes = 60
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "confidential" {
  name                  = "sealed"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  mode                  = "User"
  vm_size               = var.confidential_pool.vm_size
  vnet_subnet_id        = var.node_subnet_id
  tags                  = var.tags

  node_taints          = ["confidential=true:NoSchedule"]
  node_labels          = { workload = "confidential" }
  auto_scaling_enabled = true
  min_count            = 0
  max_count            = var.confidential_pool.max_nodes
  max_pods             = 50

  host_encryption_enabled     = true
  fips_enabled                = true
  node_public_ip_enabled      = false
  os_disk_type                = "Managed"
  os_sku                      = "Ubuntu"
  temporary_name_for_rotation = "sealedtmp"

  upgrade_settings {
    max_surge                = "1"
    drain_timeout_in_minutes = 60
  }
}
