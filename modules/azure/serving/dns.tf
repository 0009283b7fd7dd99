# Callers in the network find the model server by its own name, under which its certificate is issued.
resource "azurerm_private_dns_zone" "this" {
  name                = azurerm_container_app_environment.this.default_domain
  resource_group_name = var.resource_group_name
  tags                = var.tags
}

resource "azurerm_private_dns_a_record" "apps" {
  name                = "*"
  private_dns_zone_id = azurerm_private_dns_zone.this.id
  ttl                 = 300
  records             = [azurerm_container_app_environment.this.static_ip_address]
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  name                 = "${var.name}-vnet"
  private_dns_zone_id  = azurerm_private_dns_zone.this.id
  virtual_network_id   = split("/subnets/", var.subnet_id)[0]
  registration_enabled = false
  tags                 = var.tags
}
