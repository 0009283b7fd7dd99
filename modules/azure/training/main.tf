/**
 * # Training
 *
 * An Azure Machine Learning workspace whose managed network lets jobs reach approved destinations only, encrypted
 * with the customer's key, and compute clusters without public addresses, keys or SSH that vanish when idle. Jobs
 * run under one identity; its roles on data are granted by the modules that own the data.
 *
 * Traffic between nodes of a job stays inside the managed network, which Microsoft's fabric encrypts between data
 * centres; for encryption between hosts run jobs on `gpu-cluster` in a network with `encryption`.
 */

# A user-assigned identity exists before the resource does, so the resource is born encrypted with the customer's key.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-training"
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

# The workspace acts on its parts through the identity; these are the roles that it documents for that.
resource "azurerm_role_assignment" "workspace" {
  for_each = {
    storage-account = { scope = module.jobs.id, role = "Storage Account Contributor" }
    storage-blobs   = { scope = module.jobs.id, role = "Storage Blob Data Contributor" }
    key-vault       = { scope = var.encryption_key.key_vault_id, role = "Key Vault Secrets Officer" }
    registry        = { scope = var.container_registry_id, role = "Container Registry Repository Reader" }
    insights        = { scope = azurerm_application_insights.this.id, role = "Contributor" }
  }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}

# Code, logs and outputs of jobs.
module "jobs" {
  source = "../storage-account"

  name                = var.name
  purpose             = "jobs"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = var.private_endpoint_subnet_id
  private_dns_zone_ids       = { blob = var.private_dns_zone_ids.blob }
  log_analytics_workspace_id = var.log_analytics_workspace_id
}

# Old outputs hold training data; what matters has gone to the model registry.
resource "azurerm_storage_management_policy" "jobs" {
  storage_account_id = module.jobs.id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["blockBlob", "appendBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 180
      }

      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

resource "azurerm_application_insights" "this" {
  name                                = "${var.name}-training"
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
  name                = "${var.name}-training"
  resource_group_name = var.resource_group_name
  location            = var.location
  friendly_name       = "Training of ${var.name}"
  tags                = var.tags

  application_insights_id     = azurerm_application_insights.this.id
  key_vault_id                = var.encryption_key.key_vault_id
  storage_account_id          = module.jobs.id
  storage_account_access_type = "Identity"
  container_registry_id       = var.container_registry_id

  public_network_access_enabled = false
  v1_legacy_mode_enabled        = false
  # Less diagnostic data goes to Microsoft, and scratch disks of the clusters are encrypted.
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

  managed_network {
    isolation_mode                = "AllowOnlyApprovedOutbound"
    provision_on_creation_enabled = true
  }

  serverless_compute {
    public_ip_enabled = false
  }

  depends_on = [azurerm_role_assignment.encryption, azurerm_role_assignment.workspace]
}

resource "azurerm_role_assignment" "data_scientists" {
  for_each = var.data_scientists

  scope                = azurerm_machine_learning_workspace.this.id
  role_definition_name = "AzureML Data Scientist"
  principal_id         = each.value
  principal_type       = "Group"
}

resource "azurerm_private_endpoint" "workspace" {
  name                = "${var.name}-training-pe"
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

# Jobs, compute, data sets, models, deployments: who did what to which.
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
