# A user-assigned identity exists before the resource does, so the resource is born encrypted with the customer's key.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-cluster"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "encryption" {
  scope                = var.encryption_key.resource_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_user_assigned_identity" "kubelet" {
  name                = "${var.name}-kubelet"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

# What the cluster must do outside itself, each on the one resource it concerns.
resource "azurerm_role_assignment" "cluster" {
  for_each = {
    nodes       = { scope = var.node_subnet_id, role = "Network Contributor" }
    api-server  = { scope = var.control_subnet_id, role = "Network Contributor" }
    kubelet     = { scope = azurerm_user_assigned_identity.kubelet.id, role = "Managed Identity Operator" }
    secrets-key = { scope = azurerm_key_vault_key.secrets.resource_versionless_id, role = "Key Vault Crypto User" }
  }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "users" {
  for_each = var.users

  scope                = azurerm_kubernetes_cluster.this.id
  role_definition_name = "Azure Kubernetes Service Cluster User Role"
  principal_id         = each.value
  principal_type       = "Group"
}
