provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "pii_inspection" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"

  key_vault_id               = local.key_vault_id
  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    cognitiveservices = "${local.network}/privateDnsZones/privatelink.cognitiveservices.azure.com"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"
  action_group_id            = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.Insights/actionGroups/contoso-ml-security"

  inspectors     = { curation = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
  pseudonymizers = { curation = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
  re_identifiers = { data-protection-officer = "8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51" }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
