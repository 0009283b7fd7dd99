variable "region" { default = "eu-west-1" }

module "net" {
  source = "./net"
  for_each = {
    blue  = { cidr = "10.1.0.0/16", public = true }
    green = { cidr = "10.2.0.0/16" }
  }
  name   = each.key
  config = each.value
  zones  = [for s in ["a", "b"] : "${var.region}${s}"]
}

module "off" {
  source = "./net"
  count  = 0
  name   = "off"
  config = { cidr = "10.9.0.0/16" }
}

module "nested" {
  source = "./nested"
  depth  = 2
  label  = "root"
}

resource "aws_ssm_parameter" "ids" {
  for_each = module.net
  name     = "/net/${each.key}"
  type     = "StringList"
  value    = join(",", each.value.names)
}

resource "aws_ssm_parameter" "blue" {
  name  = "/blue/${module.net["blue"].count}/${length(module.off)}"
  type  = "String"
  value = join(",", [for k, m in module.net : "${k}=${m.count}"])
  tags  = { leaf = module.nested.label, vpc = module.net["green"].vpc_id }
}
