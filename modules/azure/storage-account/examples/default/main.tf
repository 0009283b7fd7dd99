provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "storage" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  purpose             = "lake"

  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/training-data"
    resource_id  = "${local.key_vault_id}/keys/training-data"
    key_vault_id = local.key_vault_id
  }

  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    blob = "${local.network}/privateDnsZones/privatelink.blob.core.windows.net"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}

# The module that knows the data says how long it lives.
resource "azurerm_storage_management_policy" "this" {
  storage_account_id = module.storage.id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 365
      }

      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}
