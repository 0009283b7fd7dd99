/**
 * # Feature store
 *
 * An Azure Machine Learning feature store: a workspace of the kind FeatureStore with a store of its own, private,
 * encrypted with the customer's key, in a managed network that lets approved traffic out only. Producers write
 * features, consumers look them up, and what nobody refreshes expires.
 */

# A user-assigned identity exists before the resource does, so the resource is born encrypted with the customer's key.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-features"
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

# The store acts on its parts through the identity; these are the roles that the service documents for that.
resource "azurerm_role_assignment" "store" {
  for_each = {
    storage-account = { scope = module.features.id, role = "Storage Account Contributor" }
    storage-blobs   = { scope = module.features.id, role = "Storage Blob Data Contributor" }
    key-vault       = { scope = var.encryption_key.key_vault_id, role = "Key Vault Secrets Officer" }
    insights        = { scope = azurerm_application_insights.this.id, role = "Contributor" }
  }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Materialized features and the definitions of feature sets.
module "features" {
  source = "../storage-account"

  name                = var.name
  purpose             = "features"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = var.private_endpoint_subnet_id
  private_dns_zone_ids       = { blob = var.private_dns_zone_ids.blob }
  log_analytics_workspace_id = var.log_analytics_workspace_id
}

resource "azurerm_storage_management_policy" "features" {
  storage_account_id = module.features.id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["blockBlob", "appendBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = var.feature_retention_days
      }

      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

resource "azurerm_application_insights" "this" {
  name                                = "${var.name}-features"
  resource_group_name                 = var.resource_group_name
  location                            = var.location
  application_type                    = "other"
  workspace_id                        = var.log_analytics_workspace_id
  retention_in_days                   = 90
  local_authentication_enabled        = false
  internet_ingestion_enabled          = false
  internet_query_enabled              = false
  force_customer_storage_for_profiler = true
  tags                                = var.tags
}

resource "azurerm_machine_learning_workspace" "this" {
  name                = "${var.name}-features"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "FeatureStore"
  friendly_name       = "Features of ${var.name}"
  tags                = var.tags

  application_insights_id     = azurerm_application_insights.this.id
  key_vault_id                = var.encryption_key.key_vault_id
  storage_account_id          = module.features.id
  storage_account_access_type = "Identity"

  public_network_access_enabled = false
  v1_legacy_mode_enabled        = false
  # Less diagnostic data goes to Microsoft, and scratch disks of Spark jobs are encrypted.
  high_business_impact = true

  primary_user_assigned_identity = azurerm_user_assigned_identity.this.id

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  encryption {
    key_vault_id              = var.encryption_key.key_vault_id
    key_id                    = var.encryption_key.id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }

  feature_store {
    computer_spark_runtime_version = "3.4"
  }

  managed_network {
    isolation_mode                = "AllowOnlyApprovedOutbound"
    provision_on_creation_enabled = true
  }

  serverless_compute {
    public_ip_enabled = false
  }

  depends_on = [azurerm_role_assignment.encryption, azurerm_role_assignment.store]
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "sources" {
  for_each = var.sources

  name                = each.key
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = each.value
  sub_resource_target = "blob"
  spark_enabled       = true
}

resource "azurerm_role_assignment" "producers" {
  for_each = var.producers

  scope                = azurerm_machine_learning_workspace.this.id
  role_definition_name = "AzureML Data Scientist"
  principal_id         = each.value
  principal_type       = "Group"
}

# A consumer needs the definitions and the values, and nothing that writes either.
resource "azurerm_role_assignment" "consumers_definitions" {
  for_each = var.consumers

  scope                = azurerm_machine_learning_workspace.this.id
  role_definition_name = "Reader"
  principal_id         = each.value
}

resource "azurerm_role_assignment" "consumers_values" {
  for_each = var.consumers

  scope                = module.features.id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = each.value
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "${var.name}-features-ws-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "amlworkspace"
    private_connection_resource_id = azurerm_machine_learning_workspace.this.id
    subresource_names              = ["amlworkspace"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.ml_api, var.private_dns_zone_ids.ml_notebooks]
  }
}

resource "azurerm_monitor_diagnostic_setting" "workspace" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_machine_learning_workspace.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
