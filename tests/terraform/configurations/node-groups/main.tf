# Idioms of EKS modules: a map of groups with shared defaults read by try(), lookup() and coalesce(); a module per
# group that creates nothing unless asked; `one(x[*].attr)` and `element(concat(...), 0)` for things that may not be
# there; tags merged in layers; dynamic blocks that stand for an optional nested object.

variable "groups" {
  type = any
  default = {
    general = { instance_types = ["m7i.large"], min_size = 1, labels = { pool = "general" } }
    gpu = {
      instance_types = ["p5.48xlarge"]
      taints         = { dedicated = { key = "gpu", value = "true", effect = "NO_SCHEDULE" } }
      capacity_type  = "ON_DEMAND"
      disk           = { size = 500, encrypted = true }
      create_role    = false
      role_arn       = "arn:aws:iam::123456789012:role/gpu"
    }
    parked = { create = false }
  }
}

variable "defaults" {
  type    = any
  default = { min_size = 0, max_size = 3, capacity_type = "SPOT", tags = { managed = "yes" } }
}

locals {
  tags = { team = "ml-platform" }
}

module "group" {
  source   = "./group"
  for_each = { for name, group in var.groups : name => group }

  create         = try(each.value.create, true)
  name           = coalesce(try(each.value.name, null), each.key)
  instance_types = try(each.value.instance_types, var.defaults.instance_types, null)
  capacity_type  = lookup(each.value, "capacity_type", lookup(var.defaults, "capacity_type", "ON_DEMAND"))
  sizes = {
    min     = try(each.value.min_size, var.defaults.min_size, 1)
    max     = try(each.value.max_size, var.defaults.max_size, 1)
    desired = try(each.value.desired_size, null)
  }
  labels      = try(each.value.labels, null)
  taints      = try(each.value.taints, var.defaults.taints, {})
  disk        = try(each.value.disk, null)
  create_role = try(each.value.create_role, true)
  role_arn    = try(each.value.role_arn, null)
  tags        = merge(local.tags, try(each.value.tags, var.defaults.tags, {}), { group = each.key })
}

resource "aws_ssm_parameter" "created" {
  name  = "/nodes/created"
  type  = "StringList"
  value = join(",", [for name, group in module.group : name if group.created])
}

resource "aws_eks_access_entry" "node" {
  for_each      = { for name, group in module.group : name => group if group.has_own_role }
  cluster_name  = "ml"
  principal_arn = each.value.role_arn
  type          = "EC2_LINUX"
}

resource "aws_security_group_rule" "node" {
  for_each = { for key, rule in {
    ingress_self = { port = 0, protocol = "-1", self = true, type = "ingress" }
    egress_all   = { port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }
    cluster_443  = { port = 443, protocol = "tcp", source_cluster = true, type = "ingress", description = "API" }
  } : key => rule if length(var.groups) > 0 }

  security_group_id        = "sg-1"
  from_port                = each.value.port
  to_port                  = each.value.port
  protocol                 = each.value.protocol
  type                     = try(each.value.type, "egress")
  description              = lookup(each.value, "description", null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  self                     = try(each.value.self, null)
  source_security_group_id = try(each.value.source_cluster, false) ? "sg-cluster" : lookup(each.value, "source", null)
}
