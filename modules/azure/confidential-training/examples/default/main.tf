provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "confidential_training" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "northeurope"

  image_version            = "22.04.202502270"
  admin_public_key         = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEo0k9Q2w6m1h3b8u5Yd7xqzJpVtLr4nKc0aWsGfTyHj break-glass"
  platform_attestation_uri = "https://sharedneu.neu.attest.azure.net"
  orchestrator_object_id   = "0d9f4b7a-2c31-4f57-9d7e-6b1a8c5e3f20"

  subnet_id                  = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/training"
  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    attestation = "${local.network}/privateDnsZones/privatelink.attest.azure.net"
  }
  key_vault_id               = local.key_vault_id
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
