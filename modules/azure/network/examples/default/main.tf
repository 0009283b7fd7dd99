provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "network" {
  source = "../.."

  name                    = "contoso-ml"
  resource_group_name     = "rg-ml"
  location                = "swedencentral"
  ddos_protection_plan_id = "${local.subscription}/resourceGroups/rg-shared/providers/Microsoft.Network/ddosProtectionPlans/contoso"
  egress_fqdns            = ["packages.example.com", "models.example.com"]

  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/audit"
    resource_id  = "${local.key_vault_id}/keys/audit"
    key_vault_id = local.key_vault_id
  }

  log_analytics_workspace_id   = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"
  log_analytics_workspace_guid = "5e8f7a61-2c4d-4b3e-9f10-6d7c8b9a0e15"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
