terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
  backend "azurerm" {
    resource_group_name  = "terraform-state"
    storage_account_name = "acmeterraformstate"
    container_name       = "state"
    key                  = "models.tfstate"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  features {}
  storage_use_azuread = true
}

locals {
  location = "westeurope"
  group    = "assistant"
  prefix   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers"
  subnet   = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/endpoints"
  logs     = "${local.prefix}/Microsoft.OperationalInsights/workspaces/security"
  key      = "https://acme-hsm.managedhsm.azure.net/keys/assistant"
  tags = {
    owner       = "ml-platform"
    environment = "production"
    data-class  = "internal"
    risk-tier   = "limited"
  }
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "models"
  location            = local.location
  resource_group_name = local.group
  tags                = local.tags
}

resource "azurerm_key_vault" "models" {
  name                          = "acme-models"
  location                      = local.location
  resource_group_name           = local.group
  tenant_id                     = "11111111-2222-3333-4444-555555555556"
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = false
  tags                          = local.tags
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_private_endpoint" "vault" {
  name                = "vault"
  location            = local.location
  resource_group_name = local.group
  subnet_id           = local.subnet
  tags                = local.tags
  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.models.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.vault.azure.com"]
  }
}

resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = "security"
  target_resource_id         = azurerm_key_vault.models.id
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_key_vault_key" "models" {
  name            = "models"
  key_vault_id    = azurerm_key_vault.models.id
  key_type        = "RSA-HSM"
  key_size        = 3072
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2027-11-01T00:00:00Z"
  tags            = local.tags
  rotation_policy {
    expire_after         = "P1Y"
    notify_before_expiry = "P30D"
    automatic {
      time_before_expiry = "P60D"
    }
  }
}

resource "azurerm_storage_account" "models" {
  name                              = "acmemodels"
  location                          = local.location
  resource_group_name               = local.group
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = "GZRS"
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  local_user_enabled                = false
  infrastructure_encryption_enabled = true
  allowed_copy_scope                = "PrivateLink"
  tags                              = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.models.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.this.id
  }
  blob_properties {
    versioning_enabled            = true
    change_feed_enabled           = true
    change_feed_retention_in_days = 90
    delete_retention_policy {
      days = 30
    }
    container_delete_retention_policy {
      days = 30
    }
  }
  immutability_policy {
    allow_protected_append_writes = true
    period_since_creation_in_days = 30
    state                         = "Unlocked"
  }
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
  sas_policy {
    expiration_period = "01.00:00:00"
    expiration_action = "Block"
  }
}

resource "azurerm_storage_container" "models" {
  name                  = "models"
  storage_account_id    = azurerm_storage_account.models.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "models" {
  storage_account_id = azurerm_storage_account.models.id
  rule {
    name    = "old-versions"
    enabled = true
    filters {
      blob_types = ["blockBlob"]
    }
    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 1095
      }
      version {
        delete_after_days_since_creation = 180
      }
    }
  }
}

resource "azurerm_private_endpoint" "models" {
  name                = "models"
  location            = local.location
  resource_group_name = local.group
  subnet_id           = local.subnet
  tags                = local.tags
  private_service_connection {
    name                           = "models"
    private_connection_resource_id = azurerm_storage_account.models.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.blob.azure.com"]
  }
}

resource "azurerm_monitor_diagnostic_setting" "blobs" {
  name                       = "security"
  target_resource_id         = "${azurerm_storage_account.models.id}/blobServices/default"
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
}
