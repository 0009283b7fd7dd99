locals {
  # Every flow that passes between tiers. Each becomes one outbound rule at its source and one inbound rule at its
  # destination; what is not listed is denied on both sides.
  flows = [
    { from = "training", to = "training", ports = ["0-65535"], why = "Workers of one job exchange gradients on ports chosen at run time." },
    { from = "training", to = "data", ports = ["443"], why = "Jobs read training data and features." },
    { from = "training", to = "endpoints", ports = ["443"], why = "Jobs use registries, vaults and logs." },
    { from = "serving", to = "serving", ports = ["0-65535"], why = "Pods and probes of one environment choose their own ports." },
    { from = "serving", to = "endpoints", ports = ["443"], why = "Model servers fetch models and write logs." },
    { from = "apps", to = "apps", ports = ["0-65535"], why = "Proxies and probes of one environment choose their own ports." },
    { from = "apps", to = "endpoints", ports = ["443"], why = "Model servers fetch models and write logs." },
    { from = "training", to = "control", ports = ["443", "4443"], why = "Nodes talk to the API server of their cluster." },
    { from = "serving", to = "control", ports = ["443", "4443"], why = "Nodes talk to the API server of their cluster." },
    { from = "control", to = "training", ports = ["0-65535"], why = "The API server calls kubelets and admission webhooks." },
    { from = "control", to = "serving", ports = ["0-65535"], why = "The API server calls kubelets and admission webhooks." },
    { from = "control", to = "endpoints", ports = ["443"], why = "The API server unwraps the key of its secrets." },
    { from = "gateway", to = "serving", ports = ["443"], why = "The gateway calls self-hosted models." },
    { from = "gateway", to = "apps", ports = ["443"], why = "The gateway calls self-hosted models." },
    { from = "gateway", to = "endpoints", ports = ["443"], why = "The gateway calls managed models." },
    { from = "ingress", to = "gateway", ports = ["443"], why = "Filtered requests reach the gateway." },
  ]

  # What the platform needs, per tier. Destinations beyond the network pass the firewall's allow-list.
  platform_inbound = {
    data      = []
    endpoints = [for network in var.runner_network[*] : { name = "runners", peer = network.address_prefix, ports = ["443"], why = "The pipeline manages keys and registries." }]
    control   = [{ name = "load-balancer", peer = "AzureLoadBalancer", ports = ["9988"], why = "Health probes of the API server." }]
    training  = [{ name = "load-balancer", peer = "AzureLoadBalancer", ports = ["0-65535"], why = "Health probes of the internal load balancer." }]
    serving   = [{ name = "load-balancer", peer = "AzureLoadBalancer", ports = ["0-65535"], why = "Health probes of the internal load balancer." }]
    apps      = [{ name = "load-balancer", peer = "AzureLoadBalancer", ports = ["0-65535"], why = "Health probes of the internal load balancer." }]
    gateway = [
      { name = "management", peer = "ApiManagement", ports = ["3443"], why = "Azure manages the API Management instance." },
      { name = "load-balancer", peer = "AzureLoadBalancer", ports = ["6390"], why = "Health probes of the API Management instance." },
    ]
    ingress = [
      { name = "clients", peer = "Internet", ports = ["443"], why = "Clients reach the web application firewall, over TLS only." },
      { name = "management", peer = "GatewayManager", ports = ["65200-65535"], why = "Azure manages the Application Gateway." },
      { name = "load-balancer", peer = "AzureLoadBalancer", ports = ["0-65535"], why = "Health probes of the Application Gateway." },
    ]
  }
  platform_outbound = {
    data      = []
    endpoints = []
    control   = []
    training  = [{ name = "allow-list", peer = "Internet", ports = ["443"], why = "The route table sends this to the firewall, which knows the allow-list." }]
    serving   = [{ name = "allow-list", peer = "Internet", ports = ["443"], why = "The route table sends this to the firewall, which knows the allow-list." }]
    apps      = [{ name = "allow-list", peer = "Internet", ports = ["443"], why = "The route table sends this to the firewall, which knows the allow-list." }]
    gateway   = [for tag in local.gateway_dependencies : { name = lower(tag), peer = tag, ports = ["443"], why = "API Management depends on ${tag}." }]
    ingress   = []
  }
  gateway_dependencies = ["AzureActiveDirectory", "AzureKeyVault", "AzureMonitor", "Storage"]

  # The last word in each direction. Application Gateway refuses a group that denies its way to Azure, so for ingress
  # the outbound denial covers the other tiers only.
  denied_destination = { for tier in keys(local.subnets) : tier => tier == "ingress" ? "VirtualNetwork" : "*" }

  inbound = { for tier, own in local.subnets : tier => concat(
    [for flow in local.flows : { name = "from-${flow.from}", peer = local.subnets[flow.from], ports = flow.ports, why = flow.why } if flow.to == tier],
    local.platform_inbound[tier],
  ) }
  outbound = { for tier, own in local.subnets : tier => concat(
    [for flow in local.flows : { name = "to-${flow.to}", peer = local.subnets[flow.to], ports = flow.ports, why = flow.why } if flow.from == tier],
    local.platform_outbound[tier],
  ) }
}

# Rules stand inside the group, so that a rule added by hand is removed by the next apply.
resource "azurerm_network_security_group" "this" {
  for_each = local.subnets

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  dynamic "security_rule" {
    for_each = local.inbound[each.key]

    content {
      name                       = "allow-${security_rule.value.name}"
      description                = security_rule.value.why
      priority                   = 100 + 10 * security_rule.key
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = security_rule.value.peer
      source_port_range          = "*"
      destination_address_prefix = each.value
      destination_port_ranges    = security_rule.value.ports
    }
  }

  security_rule {
    name                       = "deny-other-inbound"
    description                = "The default rules would let the whole network in."
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }

  security_rule {
    name                       = "allow-dns"
    description                = "Names are resolved, and logged, by the firewall."
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "*"
    source_address_prefix      = each.value
    source_port_range          = "*"
    destination_address_prefix = local.firewall_subnet
    destination_port_range     = "53"
  }

  dynamic "security_rule" {
    for_each = local.outbound[each.key]

    content {
      name                       = "allow-${security_rule.value.name}"
      description                = security_rule.value.why
      priority                   = 110 + 10 * security_rule.key
      direction                  = "Outbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_address_prefix      = each.value
      source_port_range          = "*"
      destination_address_prefix = security_rule.value.peer
      destination_port_ranges    = security_rule.value.ports
    }
  }

  security_rule {
    name                       = "deny-other-outbound"
    description                = "The default rules would let everything out."
    priority                   = 4096
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = local.denied_destination[each.key]
    destination_port_range     = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "this" {
  for_each = local.subnets

  subnet_id                 = azurerm_subnet.this[each.key].id
  network_security_group_id = azurerm_network_security_group.this[each.key].id
}
