variable "create" {
  type    = bool
  default = true
}
variable "name" { type = string }
variable "instance_types" {
  type    = list(string)
  default = null
}
variable "capacity_type" { default = "ON_DEMAND" }
variable "sizes" {
  type = object({ min = number, max = number, desired = optional(number) })
}
variable "labels" {
  type    = map(string)
  default = null
}
variable "taints" { default = {} }
variable "disk" { default = null }
variable "create_role" { default = true }
variable "role_arn" {
  type    = string
  default = null
}
variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  create_role = var.create && var.create_role
  role_arn    = local.create_role ? aws_iam_role.this[0].arn : var.role_arn
}

resource "aws_iam_role" "this" {
  count              = local.create_role ? 1 : 0
  name_prefix        = substr("${var.name}-node-group-", 0, 37)
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for k, v in { worker = "AmazonEKSWorkerNodePolicy", cni = "AmazonEKS_CNI_Policy" } : k => "arn:aws:iam::aws:policy/${v}" if local.create_role }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

resource "aws_launch_template" "this" {
  count = var.create ? 1 : 0
  name  = var.name

  dynamic "block_device_mappings" {
    for_each = var.disk != null ? [var.disk] : []
    content {
      device_name = try(block_device_mappings.value.device, "/dev/xvda")
      dynamic "ebs" {
        for_each = [block_device_mappings.value]
        content {
          volume_size = ebs.value.size
          encrypted   = try(ebs.value.encrypted, true)
          kms_key_id  = try(ebs.value.kms_key_id, null)
          volume_type = try(ebs.value.type, "gp3")
        }
      }
    }
  }
  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])
    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = var.name })
    }
  }
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}

resource "aws_eks_node_group" "this" {
  count           = var.create ? 1 : 0
  cluster_name    = "ml"
  node_group_name = var.name
  node_role_arn   = local.role_arn
  subnet_ids      = ["subnet-1", "subnet-2"]
  capacity_type   = var.capacity_type
  instance_types  = var.instance_types
  labels          = var.labels
  scaling_config {
    min_size     = var.sizes.min
    max_size     = var.sizes.max
    desired_size = coalesce(var.sizes.desired, var.sizes.min, 1)
  }
  launch_template {
    id      = one(aws_launch_template.this[*].id)
    version = element(concat(aws_launch_template.this[*].latest_version, ["1"]), 0)
  }
  dynamic "taint" {
    for_each = var.taints
    content {
      key    = taint.value.key
      value  = try(taint.value.value, null)
      effect = taint.value.effect
    }
  }
  tags = var.tags
}

output "created" { value = length(aws_eks_node_group.this) > 0 }
output "has_own_role" { value = local.create_role }
output "role_arn" { value = try(aws_iam_role.this[0].arn, var.role_arn) }
