# The pipeline's runners live outside: from here they reach the private endpoints and nothing else.
locals {
  runner_network = var.runner_network == null ? {} : { runners = {
    id                  = var.runner_network.id
    resource_group_name = split("/", var.runner_network.id)[4]
    name                = split("/", var.runner_network.id)[8]
  } }
}

resource "azurerm_virtual_network_peering" "to_runners" {
  for_each = local.runner_network

  name                      = each.key
  resource_group_name       = var.resource_group_name
  virtual_network_name      = azurerm_virtual_network.this.name
  remote_virtual_network_id = each.value.id
  allow_forwarded_traffic   = false
  allow_gateway_transit     = false
  use_remote_gateways       = false
}

resource "azurerm_virtual_network_peering" "from_runners" {
  for_each = local.runner_network

  name                      = "${var.name}-vnet"
  resource_group_name       = each.value.resource_group_name
  virtual_network_name      = each.value.name
  remote_virtual_network_id = azurerm_virtual_network.this.id
  allow_forwarded_traffic   = false
  allow_gateway_transit     = false
  use_remote_gateways       = false
}

resource "azurerm_private_dns_zone_virtual_network_link" "runners" {
  for_each = var.runner_network == null ? {} : local.private_dns_zones

  name                 = "${var.name}-runners"
  private_dns_zone_id  = azurerm_private_dns_zone.this[each.key].id
  virtual_network_id   = var.runner_network.id
  registration_enabled = false
  tags                 = var.tags
}
