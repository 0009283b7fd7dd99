/**
 * # Model registry
 *
 * A premium container registry for serving images and a versioned store for model artifacts, both split into the
 * stages dev, test and prod. Access is by stage (repository permissions on the registry, containers on the store),
 * new images wait in quarantine until scanned, images are signed with an HSM key that the release pipeline alone can
 * use, and models in production cannot change.
 */

# A user-assigned identity exists before the resource does, so the resource is born encrypted with the customer's key.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-registry"
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

resource "azurerm_container_registry" "this" {
  #checkov:skip=CKV_AZURE_164:content trust left the service and the provider; signing.tf signs with an HSM key instead
  name                = replace("${var.name}images", "-", "")
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "Premium"
  tags                = var.tags

  admin_enabled          = false
  anonymous_pull_enabled = false
  # Tokens for the resource manager must not double as registry credentials.
  azuread_authentication_as_arm_policy_enabled = false
  # Repository permissions with conditions; registry-wide pull and push roles lose their effect.
  role_assignment_mode = "AbacRepositoryPermissions"

  public_network_access_enabled         = false
  data_endpoint_enabled                 = true
  network_rule_bypass_option            = "AzureServices"
  network_rule_bypass_for_tasks_enabled = false
  # Images may not be exported to another registry.
  export_policy_enabled = false

  # An image cannot be pulled until the scanner has passed it.
  quarantine_policy_enabled = true
  retention_policy_in_days  = 30
  zone_redundancy_enabled   = true

  network_rule_set = [{
    default_action = "Deny"
    ip_rule        = []
  }]

  georeplications {
    location                        = var.replica_location
    zone_redundancy_enabled         = true
    global_endpoint_routing_enabled = true
    tags                            = var.tags
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  encryption = [{
    key_vault_key_id   = var.encryption_key.id
    identity_client_id = azurerm_user_assigned_identity.this.client_id
  }]

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_private_endpoint" "registry" {
  name                = "${var.name}-images-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "registry"
    private_connection_resource_id = azurerm_container_registry.this.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.registry]
  }
}

resource "azurerm_monitor_diagnostic_setting" "registry" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_container_registry.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_management_lock" "registry" {
  name       = "images"
  scope      = azurerm_container_registry.this.id
  lock_level = "CanNotDelete"
  notes      = "Serving images of ${var.name}, needed for rollback."
}
