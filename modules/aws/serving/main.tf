data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id      = data.aws_caller_identity.current.account_id
  partition       = data.aws_partition.current.partition
  region          = data.aws_region.current.region
  artifact_bucket = regex("^arn:[^:]+:s3:::([^/]+)", var.artifact_bucket_arn)[0]
  variant         = "live"

  # Local NVMe storage is encrypted by the instance's own hardware, and SageMaker then refuses a volume key.
  has_local_storage = can(regex("^ml[.](g4dn|g5|g6|g6e|p4d|p4de|p5|p5e|p5en|p6|trn1|trn1n|trn2|[a-z]+[0-9][a-z]*d)[.]", var.instance_type))

  # Models and configurations are immutable: the name follows from the content, so that a change makes a new one.
  version = substr(sha256(jsonencode([var.image, var.model_data_key, var.instance_type, var.instances.min, var.capture_percent])), 0, 8)
}

resource "aws_cloudwatch_log_group" "endpoint" {
  name              = "/aws/sagemaker/Endpoints/${var.name}"
  kms_key_id        = var.logs_kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_sagemaker_model" "this" {
  name                     = "${var.name}-${local.version}"
  execution_role_arn       = aws_iam_role.model.arn
  enable_network_isolation = true
  tags                     = var.tags

  primary_container {
    image          = var.image
    mode           = "SingleModel"
    model_data_url = "s3://${local.artifact_bucket}/prod/${var.model_data_key}"

    image_config {
      repository_access_mode = "Platform"
    }
  }

  vpc_config {
    subnets            = var.subnet_ids
    security_group_ids = var.security_group_ids
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  name        = "${var.name}-${local.version}"
  kms_key_arn = local.has_local_storage ? null : var.kms_key_arn
  tags        = var.tags

  production_variants {
    variant_name           = local.variant
    model_name             = aws_sagemaker_model.this.name
    instance_type          = var.instance_type
    initial_instance_count = var.instances.min
    initial_variant_weight = 1
    enable_ssm_access      = false

    core_dump_config {
      destination_s3_uri = "s3://${module.capture.name}/core-dumps"
      kms_key_id         = var.kms_key_arn
    }

    routing_config {
      routing_strategy = "LEAST_OUTSTANDING_REQUESTS"
    }
  }

  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = var.capture_percent
    destination_s3_uri          = "s3://${module.capture.name}/captured"
    kms_key_id                  = var.kms_key_arn

    capture_options {
      capture_mode = "Input"
    }

    capture_options {
      capture_mode = "Output"
    }

    capture_content_type_header {
      json_content_types = ["application/json"]
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A new fleet is started beside the old one, takes the canary's share, then all; an alarm on the way sends everything back.
resource "aws_sagemaker_endpoint" "this" {
  name                 = var.name
  endpoint_config_name = aws_sagemaker_endpoint_configuration.this.name
  tags                 = var.tags

  deployment_config {
    blue_green_update_policy {
      termination_wait_in_seconds          = 600
      maximum_execution_timeout_in_seconds = 7200

      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 600

        canary_size {
          type  = "CAPACITY_PERCENT"
          value = var.canary_percent
        }
      }
    }

    auto_rollback_configuration {
      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.errors.alarm_name
      }

      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.latency.alarm_name
      }
    }
  }
}
