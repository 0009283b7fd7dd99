provider "azurerm" {
  features {}
}

locals {
  # The foundation, as the modules network, keys and audit-archive return it.
  subscription = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  network      = "${local.subscription}/resourceGroups/rg-network/providers/Microsoft.Network"
  key_vault_id = "${local.subscription}/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
}

module "training" {
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
    ml_api       = "${local.network}/privateDnsZones/privatelink.api.azureml.ms"
    ml_notebooks = "${local.network}/privateDnsZones/privatelink.notebooks.azure.net"
    blob         = "${local.network}/privateDnsZones/privatelink.blob.core.windows.net"
  }
  log_analytics_workspace_id = "${local.subscription}/resourceGroups/rg-audit/providers/Microsoft.OperationalInsights/workspaces/contoso-ml-logs"

  container_registry_id = "${local.subscription}/resourceGroups/rg-ml/providers/Microsoft.ContainerRegistry/registries/contosomlimages"
  training_data         = { lake = "${local.subscription}/resourceGroups/rg-ml/providers/Microsoft.Storage/storageAccounts/contosomllake" }
  egress_fqdns          = ["packages.example.com", "models.example.com"]
  data_scientists       = { research = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
