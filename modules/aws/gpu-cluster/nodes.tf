locals {
  node_groups = {
    system = {
      ami_type       = "BOTTLEROCKET_x86_64"
      instance_types = ["m6i.large"]
      min            = 2
      max            = 4
    }
    gpu = {
      ami_type       = "BOTTLEROCKET_x86_64_NVIDIA"
      instance_types = var.gpu_instance_types
      min            = var.gpu_nodes.min
      max            = var.gpu_nodes.max
    }
  }

  # Bottlerocket has no shell and no SSH; this closes what is left, the admin and control containers.
  bottlerocket = <<-TOML
    [settings.host-containers.admin]
    enabled = false

    [settings.host-containers.control]
    enabled = false

    [settings.kubernetes]
    seccomp-default = true
  TOML

  # The kernel takes no unsigned code. Not on GPU nodes: they link NVIDIA's driver when they start.
  lockdown = <<-TOML

    [settings.kernel]
    lockdown = "integrity"
  TOML
}

resource "aws_launch_template" "this" {
  for_each = local.node_groups

  name                   = "${var.name}-${each.key}"
  description            = "Bottlerocket nodes, group ${each.key}."
  update_default_version = true
  user_data              = base64encode(each.key == "gpu" ? local.bottlerocket : "${local.bottlerocket}${local.lockdown}")
  vpc_security_group_ids = concat([aws_eks_cluster.this.vpc_config[0].cluster_security_group_id], var.security_group_ids)
  tags                   = var.tags

  # One hop: pods cannot reach the node's credentials and use their own identity.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  monitoring {
    enabled = true
  }

  dynamic "block_device_mappings" {
    for_each = { "/dev/xvda" = 10, "/dev/xvdb" = 200 }

    content {
      device_name = block_device_mappings.key

      ebs {
        encrypted             = true
        kms_key_id            = var.kms_key_arn
        volume_type           = "gp3"
        volume_size           = block_device_mappings.value
        delete_on_termination = true
      }
    }
  }

  dynamic "tag_specifications" {
    for_each = ["instance", "volume"]

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = "${var.name}-${each.key}" })
    }
  }
}

resource "aws_eks_node_group" "this" {
  for_each = local.node_groups

  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = var.subnet_ids
  version         = var.kubernetes_version
  ami_type        = each.value.ami_type
  instance_types  = each.value.instance_types
  labels          = { "node-group" = each.key }
  tags            = var.tags

  launch_template {
    id      = aws_launch_template.this[each.key].id
    version = aws_launch_template.this[each.key].latest_version
  }

  scaling_config {
    min_size     = each.value.min
    desired_size = each.value.min
    max_size     = each.value.max
  }

  update_config {
    max_unavailable = 1
  }

  node_repair_config {
    enabled = true
  }

  # Only workloads that ask for a GPU land on the nodes that cost most.
  dynamic "taint" {
    for_each = each.key == "gpu" ? ["nvidia.com/gpu"] : []

    content {
      key    = taint.value
      value  = "present"
      effect = "NO_SCHEDULE"
    }
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_eks_addon.before_nodes, aws_iam_role_policy_attachment.node]
}
