provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "gpu_cluster" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"

  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/models"
    resource_id  = "${local.key_vault_id}/keys/models"
    key_vault_id = local.key_vault_id
  }

  node_subnet_id    = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/training"
  control_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/control"

  admin_groups          = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  users                 = { research = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
  registry_login_server = "contosomlimages.azurecr.io"

  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
