/**
 * # Network
 *
 * One virtual network with a subnet per tier. Nothing reaches the data, training and serving tiers from the
 * internet; between tiers only the flows listed in `local.flows` pass; everything that leaves goes through an Azure
 * Firewall that knows an allow-list of host names, drops known-bad traffic and answers, and logs, every DNS query.
 *
 * | subnet | holds | reached from |
 * |---|---|---|
 * | data | private endpoints of training data and feature stores | training |
 * | training | compute clusters, GPU nodes, confidential VMs | itself |
 * | serving | model servers on clusters and machines | gateway, itself |
 * | apps | model servers on Container Apps, which want a subnet of their own | gateway, itself |
 * | endpoints | private endpoints of AI services, vaults, registries, logs | training, serving, apps, gateway, runners of the pipeline |
 * | control | API servers of clusters | the nodes in training and serving |
 * | gateway | API Management | ingress |
 * | ingress | Application Gateway with its web application firewall | 443 from the internet |
 *
 * The flow log writes with the platform's own identity where azurerm offers none (hashicorp/terraform-provider-azurerm
 * issue 30219): the storage account refuses keys, so give the flow log a user-assigned identity with
 * `az network watcher flow-log update --user-assigned-identity` after the first apply.
 */

locals {
  # A /16 gives /20 tiers and a /22 for the firewall, a /20 gives /24 tiers and a /26, which is the least it takes.
  subnets = {
    training  = cidrsubnet(var.address_space, 4, 0)
    serving   = cidrsubnet(var.address_space, 4, 1)
    data      = cidrsubnet(var.address_space, 4, 2)
    endpoints = cidrsubnet(var.address_space, 4, 3)
    gateway   = cidrsubnet(var.address_space, 4, 4)
    ingress   = cidrsubnet(var.address_space, 4, 5)
    apps      = cidrsubnet(var.address_space, 4, 6)
    control   = cidrsubnet(var.address_space, 4, 7)
  }
  # Subnets that a service fills by itself.
  delegations = {
    apps    = "Microsoft.App/environments"
    control = "Microsoft.ContainerService/managedClusters"
  }
  firewall_subnet = cidrsubnet(var.address_space, 6, 63)
}

resource "azurerm_virtual_network" "this" {
  name                = "${var.name}-vnet"
  resource_group_name = var.resource_group_name
  location            = var.location
  address_space       = [var.address_space]
  tags                = var.tags

  # Encrypts traffic between virtual machines on the wire, inter-node training traffic included. Enforcement that
  # drops what cannot be encrypted is not offered by the platform yet.
  encryption {
    enforcement = "AllowUnencrypted"
  }

  dynamic "ddos_protection_plan" {
    for_each = var.ddos_protection_plan_id[*]

    content {
      id     = ddos_protection_plan.value
      enable = true
    }
  }
}

# Queries go to the firewall, which logs them and forwards them to the private zones.
resource "azurerm_virtual_network_dns_servers" "this" {
  virtual_network_id = azurerm_virtual_network.this.id
  dns_servers        = azurerm_firewall.this.ip_configuration[*].private_ip_address
}

resource "azurerm_subnet" "this" {
  for_each = local.subnets

  name                 = each.key
  resource_group_name  = var.resource_group_name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [each.value]

  # Without this Azure lends every subnet a way to the internet that no firewall sees.
  default_outbound_access_enabled = false
  # Security groups and routes apply to private endpoints too.
  private_endpoint_network_policies = "Enabled"

  dynamic "delegation" {
    for_each = contains(keys(local.delegations), each.key) ? [local.delegations[each.key]] : []

    content {
      name = each.key

      service_delegation {
        name    = delegation.value
        actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
      }
    }
  }
}

resource "azurerm_subnet" "firewall" {
  # The service demands this name.
  name                            = "AzureFirewallSubnet"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.this.name
  address_prefixes                = [local.firewall_subnet]
  default_outbound_access_enabled = false
}

locals {
  default_route = {
    name                   = "through-firewall"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.this.ip_configuration[0].private_ip_address
  }

  # Azure manages API Management from outside; answers must leave the way the requests came. The security group
  # lets nothing but that management traffic in.
  management_route = {
    name                   = "api-management-control"
    address_prefix         = "ApiManagement"
    next_hop_type          = "Internet"
    next_hop_in_ip_address = null
  }
}

resource "azurerm_route_table" "egress" {
  name                          = "${var.name}-egress"
  resource_group_name           = var.resource_group_name
  location                      = var.location
  bgp_route_propagation_enabled = false
  tags                          = var.tags

  route = [local.default_route]
}

resource "azurerm_route_table" "gateway" {
  name                          = "${var.name}-gateway"
  resource_group_name           = var.resource_group_name
  location                      = var.location
  bgp_route_propagation_enabled = false
  tags                          = var.tags

  route = [local.default_route, local.management_route]
}

# Application Gateway v2 does not work behind a default route to an appliance, so ingress keeps the platform's.
resource "azurerm_subnet_route_table_association" "this" {
  for_each = toset(["training", "serving", "apps", "control", "data", "endpoints"])

  subnet_id      = azurerm_subnet.this[each.key].id
  route_table_id = azurerm_route_table.egress.id
}

resource "azurerm_subnet_route_table_association" "gateway" {
  subnet_id      = azurerm_subnet.this["gateway"].id
  route_table_id = azurerm_route_table.gateway.id
}
