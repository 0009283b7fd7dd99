module "capture" {
  source = "../bucket"

  bucket            = "${var.name}-capture-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = var.capture_days
  noncurrent_days   = 30
  tags              = var.tags

  # What an endpoint answered is evidence while an incident is looked into.
  object_lock = {
    mode = "GOVERNANCE"
    days = 7
  }
}

# Compares what was captured with the baseline that the evaluation of the model wrote to baseline/.
resource "aws_sagemaker_data_quality_job_definition" "this" {
  name     = "${var.name}-${local.version}"
  role_arn = aws_iam_role.monitor.arn
  tags     = var.tags

  data_quality_app_specification {
    image_uri = var.monitor_image
  }

  data_quality_baseline_config {
    constraints_resource {
      s3_uri = "s3://${module.capture.name}/baseline/constraints.json"
    }

    statistics_resource {
      s3_uri = "s3://${module.capture.name}/baseline/statistics.json"
    }
  }

  data_quality_job_input {
    endpoint_input {
      endpoint_name = aws_sagemaker_endpoint.this.name
    }
  }

  data_quality_job_output_config {
    kms_key_id = var.kms_key_arn

    monitoring_outputs {
      s3_output {
        s3_uri = "s3://${module.capture.name}/reports"
      }
    }
  }

  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.m5.xlarge"
      volume_size_in_gb = 30
      volume_kms_key_id = var.kms_key_arn
    }
  }

  network_config {
    enable_network_isolation                  = true
    enable_inter_container_traffic_encryption = true

    vpc_config {
      subnets            = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  stopping_condition {
    max_runtime_in_seconds = 3000
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_monitoring_schedule" "this" {
  name = "${var.name}-data-quality"
  tags = var.tags

  monitoring_schedule_config {
    monitoring_type                = "DataQuality"
    monitoring_job_definition_name = aws_sagemaker_data_quality_job_definition.this.name

    schedule_config {
      schedule_expression = "cron(0 * ? * * *)"
    }
  }
}

resource "aws_cloudwatch_event_rule" "monitor" {
  name        = "${var.name}-monitor"
  description = "Monitoring found violations or failed."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.sagemaker"]
    detail-type = ["SageMaker Model Monitoring Schedule Status Change", "SageMaker Processing Job State Change"]
    detail      = { "$or" = [{ ProcessingJobStatus = ["Failed"] }, { MonitoringExecutionStatus = ["CompletedWithViolations", "Failed"] }] }
  })
}

resource "aws_cloudwatch_event_target" "monitor" {
  rule = aws_cloudwatch_event_rule.monitor.name
  arn  = var.alarm_topic_arn
}
