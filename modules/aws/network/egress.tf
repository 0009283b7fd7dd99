# The way out, made only when domains are listed: tier, firewall, NAT gateway, internet gateway; and the same way back.
locals {
  egress_zones = length(var.egress_domains) == 0 ? toset([]) : toset(var.availability_zones)

  # Tiers that may leave, by zone.
  leaving = length(var.egress_domains) == 0 ? {} : { for key, subnet in local.subnets : key => subnet if subnet.tier != "data" }

  firewall_endpoints = { for state in flatten(aws_networkfirewall_firewall.this[*].firewall_status[0].sync_states) : state.availability_zone => state.attachment[0].endpoint_id }
}

resource "aws_internet_gateway" "this" {
  count = length(var.egress_domains) == 0 ? 0 : 1

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = var.name })
}

resource "aws_subnet" "firewall" {
  for_each = local.egress_zones

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(cidrsubnet(var.cidr_block, 4, 14), 4, index(var.availability_zones, each.key))
  map_public_ip_on_launch = false
  tags                    = merge(var.tags, { Name = "${var.name}-firewall-${each.key}", tier = "firewall" })
}

resource "aws_subnet" "nat" {
  for_each = local.egress_zones

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(cidrsubnet(var.cidr_block, 4, 15), 4, index(var.availability_zones, each.key))
  map_public_ip_on_launch = false
  tags                    = merge(var.tags, { Name = "${var.name}-nat-${each.key}", tier = "nat" })
}

resource "aws_eip" "nat" {
  for_each = local.egress_zones

  domain = "vpc"
  tags   = merge(var.tags, { Name = "${var.name}-nat-${each.key}" })
}

resource "aws_nat_gateway" "this" {
  for_each = local.egress_zones

  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.nat[each.key].id
  tags          = merge(var.tags, { Name = "${var.name}-${each.key}" })

  depends_on = [aws_internet_gateway.this]
}

resource "aws_route" "tier_to_firewall" {
  for_each = local.leaving

  route_table_id         = aws_route_table.this[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = local.firewall_endpoints[each.value.zone]
}

resource "aws_route_table" "firewall" {
  for_each = local.egress_zones

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = "${var.name}-firewall-${each.key}" })
}

resource "aws_route" "firewall_to_nat" {
  for_each = local.egress_zones

  route_table_id         = aws_route_table.firewall[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.key].id
}

resource "aws_route_table_association" "firewall" {
  for_each = local.egress_zones

  subnet_id      = aws_subnet.firewall[each.key].id
  route_table_id = aws_route_table.firewall[each.key].id
}

resource "aws_route_table" "nat" {
  for_each = local.egress_zones

  vpc_id = aws_vpc.this.id
  tags   = merge(var.tags, { Name = "${var.name}-nat-${each.key}" })
}

resource "aws_route" "nat_to_internet" {
  for_each = local.egress_zones

  route_table_id         = aws_route_table.nat[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "nat_to_firewall" {
  for_each = local.leaving

  route_table_id         = aws_route_table.nat[each.value.zone].id
  destination_cidr_block = each.value.cidr_block
  vpc_endpoint_id        = local.firewall_endpoints[each.value.zone]
}

resource "aws_route_table_association" "nat" {
  for_each = local.egress_zones

  subnet_id      = aws_subnet.nat[each.key].id
  route_table_id = aws_route_table.nat[each.key].id
}
