terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
}

provider "azurerm" {
  features {}
}

# expect: azure-search-local-auth
resource "azurerm_search_service" "search_local_auth" {
  name                = "example-resource"
  resource_group_name = "rg"
  location            = "westeurope"
  sku                 = "standard"
}

# expect: azure-search-customer-managed-key-not-enforced
resource "azurerm_search_service" "search_customer_managed_key_not_enforced" {
  name                         = "example-resource"
  resource_group_name          = "rg"
  location                     = "westeurope"
  sku                          = "standard"
  local_authentication_enabled = false
}

# expect: azure-search-local-auth
resource "azurerm_search_service" "search_local_auth_2" {
  name                                     = "example-resource"
  resource_group_name                      = "rg"
  location                                 = "westeurope"
  sku                                      = "standard"
  local_authentication_enabled             = true
  authentication_failure_mode              = "http403"
  customer_managed_key_enforcement_enabled = false
}

# expect: azure-search-public-network-access, azure-search-private-endpoint-missing
resource "azurerm_search_service" "open" {
  name                          = "example-resource"
  resource_group_name           = "rg"
  location                      = "westeurope"
  sku                           = "basic"
  public_network_access_enabled = true
}
