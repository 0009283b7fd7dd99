data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  # The host reserves memory for the enclave and forwards it to KMS, and to nothing else.
  enclave_setup = <<-YAML
    #cloud-config
    write_files:
      - path: /etc/nitro_enclaves/allocator.yaml
        content: |
          memory_mib: 16384
          cpu_count: 4
      - path: /etc/nitro_enclaves/vsock-proxy.yaml
        content: |
          allowlist:
            - {address: kms.${local.region}.amazonaws.com, port: 443}
    runcmd:
      - systemctl enable --now nitro-enclaves-allocator.service
      - systemctl enable --now nitro-enclaves-vsock-proxy.service
  YAML
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/confidential-training"
  kms_key_id        = var.logs_kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_launch_template" "enclave" {
  name                   = "${var.name}-enclave"
  description            = "Hosts of Nitro Enclaves."
  image_id               = var.ami_id
  instance_type          = var.enclave_instances.type
  ebs_optimized          = true
  update_default_version = true
  user_data              = base64encode(local.enclave_setup)
  vpc_security_group_ids = var.security_group_ids
  tags                   = var.tags

  enclave_options {
    enabled = true
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      volume_type           = "gp3"
      volume_size           = 100
      delete_on_termination = true
    }
  }
}

resource "aws_launch_template" "sev_snp" {
  name                   = "${var.name}-sev-snp"
  description            = "Instances with AMD SEV-SNP."
  image_id               = var.ami_id
  instance_type          = var.sev_snp_instances.type
  ebs_optimized          = true
  update_default_version = true
  vpc_security_group_ids = var.security_group_ids
  tags                   = var.tags

  cpu_options {
    amd_sev_snp = "enabled"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    instance_metadata_tags      = "disabled"
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      encrypted             = true
      kms_key_id            = var.kms_key_arn
      volume_type           = "gp3"
      volume_size           = 100
      delete_on_termination = true
    }
  }
}

locals {
  groups = {
    enclave = { template = aws_launch_template.enclave, count = var.enclave_instances.count }
    sev-snp = { template = aws_launch_template.sev_snp, count = var.sev_snp_instances.count }
  }
}

# Instances live a month at most, so that images are patched by replacement.
resource "aws_autoscaling_group" "this" {
  for_each = local.groups

  name                  = "${var.name}-${each.key}"
  vpc_zone_identifier   = var.subnet_ids
  min_size              = 0
  desired_capacity      = each.value.count
  max_size              = max(each.value.count, 1)
  max_instance_lifetime = 2592000
  health_check_type     = "EC2"

  launch_template {
    id      = each.value.template.id
    version = each.value.template.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
      auto_rollback          = true
    }
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = "${var.name}-${each.key}" })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
