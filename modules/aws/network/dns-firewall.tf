# Names are a way out too: data can be spelt into queries. Only AWS and the listed domains resolve.
resource "aws_route53_resolver_firewall_domain_list" "allowed" {
  name = "${var.name}-allowed"
  domains = concat(
    ["*.amazonaws.com.", "*.api.aws.", "*.sagemaker.aws.", "*.internal."],
    flatten([for domain in var.egress_domains : startswith(domain, ".") ? ["*${domain}."] : ["${domain}."]]),
  )
  tags = var.tags
}

resource "aws_route53_resolver_firewall_domain_list" "all" {
  name    = "${var.name}-all"
  domains = ["*."]
  tags    = var.tags
}

resource "aws_route53_resolver_firewall_rule_group" "this" {
  name = var.name
  tags = var.tags
}

resource "aws_route53_resolver_firewall_rule" "allow" {
  name                    = "allow-listed"
  action                  = "ALLOW"
  priority                = 100
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.allowed.id
}

resource "aws_route53_resolver_firewall_rule" "block" {
  name                    = "block-all-else"
  action                  = "BLOCK"
  block_response          = "NXDOMAIN"
  priority                = 200
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.this.id
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.all.id
}

resource "aws_route53_resolver_firewall_rule_group_association" "this" {
  name                   = var.name
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.this.id
  priority               = 200
  mutation_protection    = "ENABLED"
  vpc_id                 = aws_vpc.this.id
  tags                   = var.tags
}

resource "aws_route53_resolver_firewall_config" "this" {
  resource_id        = aws_vpc.this.id
  firewall_fail_open = "DISABLED"
}
