provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "openai" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"

  key_vault_id               = local.key_vault_id
  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    openai = "${local.network}/privateDnsZones/privatelink.openai.azure.com"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"
  action_group_id            = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.Insights/actionGroups/contoso-ml-security"

  deployments = {
    chat       = { model = "gpt-4o", version = "2024-11-20", capacity = 50 }
    embeddings = { model = "text-embedding-3-large", version = "1", capacity = 100 }
  }

  users = { gateway = "0b8c4f1e-2d33-4b0e-8a55-3f0c9a527d6b" }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
