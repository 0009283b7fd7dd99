provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
}

module "keys" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-keys"
  location            = "swedencentral"
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"

  keys = {
    training-data = {}
    models        = {}
    audit         = {}
    ai-services   = { size = 2048 }
  }

  key_managers = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  auditors     = ["c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52"]

  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    vault       = "${local.network}/privateDnsZones/privatelink.vaultcore.azure.net"
    managed_hsm = "${local.network}/privateDnsZones/privatelink.managedhsm.azure.net"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
