resource "azurerm_machine_learning_compute_cluster" "this" {
  for_each = var.clusters

  name                          = each.key
  machine_learning_workspace_id = azurerm_machine_learning_workspace.this.id
  location                      = var.location
  vm_size                       = each.value.vm_size
  vm_priority                   = "Dedicated"
  tags                          = var.tags

  node_public_ip_enabled    = false
  ssh_public_access_enabled = false
  local_auth_enabled        = false

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  # Nodes are made for a job and deleted 15 minutes after it: no bill, no patching, nothing left behind.
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = each.value.max_nodes
    scale_down_nodes_after_idle_duration = "PT15M"
  }
}
