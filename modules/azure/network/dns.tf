locals {
  # Private zones of the services that AI workloads use. The names are fixed by Azure.
  private_dns_zones = {
    agentsvc          = "privatelink.agentsvc.azure-automation.net"
    ai_services       = "privatelink.services.ai.azure.com"
    attestation       = "privatelink.attest.azure.net"
    blob              = "privatelink.blob.core.windows.net"
    cognitiveservices = "privatelink.cognitiveservices.azure.com"
    dfs               = "privatelink.dfs.core.windows.net"
    file              = "privatelink.file.core.windows.net"
    kubernetes        = "privatelink.${var.location}.azmk8s.io"
    managed_hsm       = "privatelink.managedhsm.azure.net"
    ml_api            = "privatelink.api.azureml.ms"
    ml_notebooks      = "privatelink.notebooks.azure.net"
    monitor           = "privatelink.monitor.azure.com"
    ods               = "privatelink.ods.opinsights.azure.com"
    oms               = "privatelink.oms.opinsights.azure.com"
    openai            = "privatelink.openai.azure.com"
    purview           = "privatelink.purview.azure.com"
    registry          = "privatelink.azurecr.io"
    search            = "privatelink.search.windows.net"
    vault             = "privatelink.vaultcore.azure.net"
  }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = local.private_dns_zones

  name                = each.value
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = local.private_dns_zones

  name                 = "${var.name}-vnet"
  private_dns_zone_id  = azurerm_private_dns_zone.this[each.key].id
  virtual_network_id   = azurerm_virtual_network.this.id
  registration_enabled = false
  tags                 = var.tags
}
