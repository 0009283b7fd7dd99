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
    key                  = "search.tfstate"
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
  name                = "search"
  location            = local.location
  resource_group_name = local.group
  tags                = local.tags
}

resource "azurerm_search_service" "manuals" {
  name                                     = "acme-manuals"
  location                                 = local.location
  resource_group_name                      = local.group
  sku                                      = "standard"
  replica_count                            = 3
  partition_count                          = 1
  local_authentication_enabled             = false
  public_network_access_enabled            = false
  customer_managed_key_enforcement_enabled = true
  network_rule_bypass_option               = "None"
  tags                                     = local.tags
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
}

resource "azurerm_private_endpoint" "manuals" {
  name                = "manuals"
  location            = local.location
  resource_group_name = local.group
  subnet_id           = local.subnet
  tags                = local.tags
  private_service_connection {
    name                           = "manuals"
    private_connection_resource_id = azurerm_search_service.manuals.id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.searchService.azure.com"]
  }
}

resource "azurerm_monitor_diagnostic_setting" "manuals" {
  name                       = "security"
  target_resource_id         = azurerm_search_service.manuals.id
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_role_assignment" "readers" {
  scope                = azurerm_search_service.manuals.id
  role_definition_name = "Search Index Data Reader"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}
