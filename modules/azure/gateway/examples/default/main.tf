provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "gateway" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"

  gateway_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/gateway"
  ingress_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/ingress"

  publisher = { name = "Contoso ML platform", email = "ml-platform@contoso.example" }
  host_name = "models.contoso.example"
  tls_certificate = {
    key_vault_id = local.key_vault_id
    secret_id    = "https://contoso-ml-kv.vault.azure.net/secrets/models"
  }

  audience  = "api://models.contoso.example"
  consumers = { support-desk = "5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61" }

  openai = {
    id        = "${local.subscription}/resourceGroups/rg-ml/providers/Microsoft.CognitiveServices/accounts/contoso-ml-openai"
    host_name = "contoso-ml-openai.openai.azure.com"
  }

  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
