locals {
  security_groups = {
    data      = "Stores and data services: HTTPS from the training and serving tiers."
    training  = "Training nodes: among themselves, and HTTPS out."
    serving   = "Model endpoints: HTTPS out."
    endpoints = "Private endpoints: HTTPS from the tiers."
  }

  # from => to: who may open HTTPS connections to whom.
  https = {
    "data-endpoints"     = { from = "data", to = "endpoints" }
    "serving-data"       = { from = "serving", to = "data" }
    "serving-endpoints"  = { from = "serving", to = "endpoints" }
    "training-data"      = { from = "training", to = "data" }
    "training-endpoints" = { from = "training", to = "endpoints" }
  }
}

resource "aws_security_group" "this" {
  #checkov:skip=CKV2_AWS_5:the workloads of the other modules are attached to these groups
  for_each = local.security_groups

  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.this.id
  tags        = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = local.https

  description                  = "HTTPS from ${each.value.from}"
  security_group_id            = aws_security_group.this[each.value.to].id
  referenced_security_group_id = aws_security_group.this[each.value.from].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = local.https

  description                  = "HTTPS to ${each.value.to}"
  security_group_id            = aws_security_group.this[each.value.from].id
  referenced_security_group_id = aws_security_group.this[each.value.to].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "s3" {
  for_each = toset(local.tiers)

  description       = "S3 through the gateway endpoint"
  security_group_id = aws_security_group.this[each.key].id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}

# Collective operations and EFA use every port and need the rule in both directions.
resource "aws_vpc_security_group_ingress_rule" "between_nodes" {
  description                  = "Between training nodes"
  security_group_id            = aws_security_group.this["training"].id
  referenced_security_group_id = aws_security_group.this["training"].id
  ip_protocol                  = "-1"
  tags                         = var.tags
}

resource "aws_vpc_security_group_egress_rule" "between_nodes" {
  description                  = "Between training nodes"
  security_group_id            = aws_security_group.this["training"].id
  referenced_security_group_id = aws_security_group.this["training"].id
  ip_protocol                  = "-1"
  tags                         = var.tags
}

# Only with listed domains is there anything behind this rule; the firewall then decides by name.
resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each = length(var.egress_domains) == 0 ? toset([]) : toset(["training", "serving"])

  description       = "HTTPS to the listed domains, through the firewall"
  security_group_id = aws_security_group.this[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}
