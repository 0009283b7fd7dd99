output "virtual_network_id" {
  description = "Resource id of the virtual network."
  value       = azurerm_virtual_network.this.id
}

output "subnet_ids" {
  description = "Resource ids of the subnets by tier: apps, control, data, endpoints, gateway, ingress, serving, training."
  value       = { for tier, subnet in azurerm_subnet.this : tier => subnet.id }

  # A subnet is fit for use once its security group and its route to the firewall hold, and the runners get there.
  depends_on = [
    azurerm_subnet_network_security_group_association.this,
    azurerm_subnet_route_table_association.this,
    azurerm_subnet_route_table_association.gateway,
    azurerm_firewall_policy_rule_collection_group.egress,
    azurerm_virtual_network_peering.to_runners,
    azurerm_virtual_network_peering.from_runners,
  ]
}

output "subnet_prefixes" {
  description = "Address ranges of the subnets by tier."
  value       = local.subnets
}

output "private_dns_zone_ids" {
  description = "Resource ids of the private DNS zones by service."
  value       = { for service, zone in azurerm_private_dns_zone.this : service => zone.id }

  depends_on = [
    azurerm_private_dns_zone_virtual_network_link.this,
    azurerm_private_dns_zone_virtual_network_link.runners,
  ]
}

output "firewall_private_ip_address" {
  description = "Address of the firewall, which is also the network's DNS server."
  value       = azurerm_firewall.this.ip_configuration[0].private_ip_address
}
