provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "training_data" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"

  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/training-data"
    resource_id  = "${local.key_vault_id}/keys/training-data"
    key_vault_id = local.key_vault_id
  }

  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    blob    = "${local.network}/privateDnsZones/privatelink.blob.core.windows.net"
    purview = "${local.network}/privateDnsZones/privatelink.purview.azure.com"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  readers   = { training = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }
  curators  = { data-engineering = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
  ingesters = { loader = "8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51" }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
