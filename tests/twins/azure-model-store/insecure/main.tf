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

# expect: azure-managed-hsm-purge-protection-off
resource "azurerm_key_vault_managed_hardware_security_module" "managed_hsm_purge_protection_off" {
  name                       = "exampleKVHsm"
  resource_group_name        = "rg"
  location                   = "westeurope"
  sku_name                   = "Standard_B1"
  purge_protection_enabled   = false
  soft_delete_retention_days = 90
  tenant_id                  = "00000000-0000-0000-0000-000000000000"
  admin_object_ids           = ["00000000-0000-0000-0000-000000000000"]
}

# expect: azure-managed-hsm-public-network-access
resource "azurerm_key_vault_managed_hardware_security_module" "managed_hsm_public_network_access" {
  name                          = "exampleKVHsm"
  resource_group_name           = "rg"
  location                      = "westeurope"
  sku_name                      = "Standard_B1"
  purge_protection_enabled      = true
  public_network_access_enabled = true
  tenant_id                     = "00000000-0000-0000-0000-000000000000"
  admin_object_ids              = ["00000000-0000-0000-0000-000000000000"]
}

# expect: azure-key-vault-confidential-key-without-release-policy
resource "azurerm_key_vault_key" "key_vault_confidential_key_without_release_policy" {
  name         = "confidential-vm-key"
  key_vault_id = "/subscriptions/x/kv"
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["decrypt", "unwrapKey"]
}

# expect: azure-key-vault-purge-protection-off, azure-key-vault-public-network-access
resource "azurerm_key_vault" "example" {
  name                = "examplekeyvault"
  location            = "westeurope"
  resource_group_name = "rg"
  tenant_id           = "00000000-0000-0000-0000-000000000000"
  sku_name            = "standard"

  rbac_authorization_enabled = false
}

# expect: azure-storage-shared-key, azure-storage-public-network-access, azure-storage-no-customer-managed-key
resource "azurerm_storage_account" "example" {
  name                     = "storageaccountname"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

# expect: azure-storage-container-public
resource "azurerm_storage_container" "example" {
  name                  = "models"
  storage_account_id    = azurerm_storage_account.example.id
  container_access_type = "blob"
}
