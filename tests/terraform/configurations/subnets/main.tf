# Idioms of VPC modules: subnets counted over a list with the zone picked round robin, as many NAT gateways as the
# strategy says, the larger of two lists, compact() over optional things, cidrsubnet() and setproduct() over zones
# and tiers, tags merged with a name made by format().

variable "azs" { default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"] }
variable "cidr" { default = "10.42.0.0/16" }
variable "single_nat" { default = false }
variable "one_nat_per_az" { default = true }
variable "public_names" {
  type    = list(string)
  default = ["edge"]
}
variable "secondary_cidrs" {
  type    = list(string)
  default = []
}
variable "tiers" {
  default = {
    public  = { newbits = 8, offset = 0 }
    private = { newbits = 4, offset = 1 }
    data    = { newbits = 8, offset = 64, azs = 2 }
  }
}

locals {
  public  = [for i, az in var.azs : cidrsubnet(var.cidr, 8, i + 48)]
  private = [for i in range(length(var.azs) - 1) : cidrsubnet(var.cidr, 4, i)]
  nat     = var.single_nat ? 1 : var.one_nat_per_az ? length(var.azs) : length(local.private)
  largest = max(length(local.public), length(local.private))
  vpc_id  = try(aws_vpc_ipv4_cidr_block_association.extra[0].vpc_id, aws_vpc.this[0].id, "")
  by_tier = {
    for pair in setproduct(keys(var.tiers), var.azs) : "${pair[0]}-${trimprefix(pair[1], "eu-west-1")}" => {
      tier = pair[0]
      az   = pair[1]
      cidr = cidrsubnet(var.cidr, var.tiers[pair[0]].newbits, var.tiers[pair[0]].offset + index(var.azs, pair[1]))
    } if index(var.azs, pair[1]) < try(var.tiers[pair[0]].azs, length(var.azs))
  }
  zones_of = { for key, subnet in local.by_tier : subnet.tier => subnet.az... }
}

resource "aws_vpc" "this" {
  count                = 1
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = merge({ Name = "main" }, { for az in var.azs : "zone/${az}" => "used" })
}

resource "aws_vpc_ipv4_cidr_block_association" "extra" {
  count      = length(var.secondary_cidrs)
  vpc_id     = aws_vpc.this[0].id
  cidr_block = element(var.secondary_cidrs, count.index)
}

resource "aws_subnet" "public" {
  count                   = length(local.public) > 0 && (!var.one_nat_per_az || length(local.public) >= length(var.azs)) ? length(local.public) : 0
  vpc_id                  = local.vpc_id
  cidr_block              = element(concat(local.public, [""]), count.index)
  availability_zone       = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  availability_zone_id    = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) == 0 ? element(var.azs, count.index) : null
  map_public_ip_on_launch = false
  tags = merge(
    { Name = try(var.public_names[count.index], format("main-public-%s", element(var.azs, count.index))) },
    lookup({ "eu-west-1a" = { first = "yes" } }, element(var.azs, count.index), {})
  )
}

resource "aws_subnet" "tier" {
  for_each          = local.by_tier
  vpc_id            = local.vpc_id
  cidr_block        = each.value.cidr
  availability_zone = each.value.az
  tags              = { tier = each.value.tier, zones = join(" ", local.zones_of[each.value.tier]) }
}

resource "aws_eip" "nat" {
  count  = local.nat
  domain = "vpc"
  tags   = { Name = format("nat-%s", element(var.azs, var.single_nat ? 0 : count.index)) }
}

resource "aws_nat_gateway" "this" {
  count         = local.nat
  allocation_id = element(aws_eip.nat[*].id, var.single_nat ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat ? 0 : count.index)
}

resource "aws_route" "private" {
  count                  = min(local.nat, local.largest)
  route_table_id         = "rtb-${count.index}"
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
  timeouts { create = "5m" }
}

resource "aws_network_acl" "public" {
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_network_acl_rule" "in" {
  for_each = { for i, rule in [
    { number = 100, action = "allow", from = 443, to = 443, cidr = "0.0.0.0/0" },
    { number = 200, action = "deny", protocol = "-1" },
  ] : i => rule }
  network_acl_id = aws_network_acl.public.id
  rule_number    = each.value["number"]
  rule_action    = each.value["action"]
  protocol       = lookup(each.value, "protocol", "tcp")
  from_port      = lookup(each.value, "from", null)
  to_port        = lookup(each.value, "to", null)
  cidr_block     = lookup(each.value, "cidr", var.cidr)
}
