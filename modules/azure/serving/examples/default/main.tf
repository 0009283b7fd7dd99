provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
}

module "serving" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"

  image           = "contosomlimages.azurecr.io/prod/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  revision        = "v12"
  stable_revision = "v11"

  subnet_id      = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/apps"
  gateway_prefix = "10.64.64.0/20"

  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"
  action_group_id            = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.Insights/actionGroups/contoso-ml-security"
  rollback_action_group_id   = "${local.subscription}/resourceGroups/rg-ml/providers/Microsoft.Insights/actionGroups/contoso-ml-rollback"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
