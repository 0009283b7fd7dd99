provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "audit_archive" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  subscription_id     = "6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"

  encryption_key = {
    id           = "https://contoso-ml-kv.vault.azure.net/keys/audit"
    resource_id  = "${local.key_vault_id}/keys/audit"
    key_vault_id = local.key_vault_id
  }

  private_endpoint_subnet_id = "${local.network}/virtualNetworks/contoso-ml-vnet/subnets/endpoints"
  private_dns_zone_ids = {
    blob     = "${local.network}/privateDnsZones/privatelink.blob.core.windows.net"
    monitor  = "${local.network}/privateDnsZones/privatelink.monitor.azure.com"
    oms      = "${local.network}/privateDnsZones/privatelink.oms.opinsights.azure.com"
    ods      = "${local.network}/privateDnsZones/privatelink.ods.opinsights.azure.com"
    agentsvc = "${local.network}/privateDnsZones/privatelink.agentsvc.azure-automation.net"
  }

  security_contact = {
    email = "security@contoso.example"
    phone = "+46812345678"
  }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
