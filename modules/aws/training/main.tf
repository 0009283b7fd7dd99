data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id      = data.aws_caller_identity.current.account_id
  partition       = data.aws_partition.current.partition
  region          = data.aws_region.current.region
  data_bucket     = regex("^arn:[^:]+:s3:::([^/]+)", var.data_bucket_arn)[0]
  artifact_bucket = regex("^arn:[^:]+:s3:::([^/]+)", var.artifact_bucket_arn)[0]
  output_path     = "s3://${local.artifact_bucket}/dev/${var.name}"

  # Local NVMe storage is encrypted by the instance's own hardware, and SageMaker then refuses a volume key.
  has_local_storage = can(regex("^ml[.](g4dn|g5|g6|g6e|p4d|p4de|p5|p5e|p5en|p6|trn1|trn1n|trn2|[a-z]+[0-9][a-z]*d)[.]", var.instance_type))
  volume_kms_key    = local.has_local_storage ? null : var.kms_key_arn
}

# SageMaker writes job logs to this group; made here so that it is encrypted and ends.
resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/aws/sagemaker/TrainingJobs"
  kms_key_id        = var.logs_kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_sagemaker_pipeline" "this" {
  pipeline_name         = "${var.name}-training"
  pipeline_display_name = "${var.name}-training"
  role_arn              = aws_iam_role.pipeline.arn
  pipeline_definition   = jsonencode(local.pipeline)
  tags                  = var.tags

  parallelism_configuration {
    max_parallel_execution_steps = 4
  }

  depends_on = [aws_iam_role.execution]
}

resource "aws_sagemaker_training_job" "this" {
  for_each = var.jobs

  training_job_name                         = "${var.name}-${each.key}"
  role_arn                                  = aws_iam_role.execution.arn
  enable_network_isolation                  = true
  enable_inter_container_traffic_encryption = true
  hyper_parameters                          = var.hyper_parameters
  tags                                      = var.tags

  algorithm_specification {
    training_image      = var.image
    training_input_mode = "FastFile"
  }

  input_data_config {
    channel_name = "train"

    data_source {
      s3_data_source {
        s3_data_type              = "S3Prefix"
        s3_data_distribution_type = "ShardedByS3Key"
        s3_uri                    = "s3://${local.data_bucket}/${each.value}"
      }
    }
  }

  output_data_config {
    s3_output_path = local.output_path
    kms_key_id     = var.artifact_kms_key_arn
  }

  resource_config {
    instance_type     = var.instance_type
    instance_count    = var.instance_count
    volume_size_in_gb = var.volume_size_in_gb
    volume_kms_key_id = local.volume_kms_key
  }

  remote_debug_config {
    enable_remote_debug = false
  }

  stopping_condition {
    max_runtime_in_seconds = var.max_runtime_in_seconds
  }

  vpc_config {
    subnets            = var.subnet_ids
    security_group_ids = var.security_group_ids
  }
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-training-failed"
  description = "Training jobs and pipelines that failed."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.sagemaker"]
    detail-type = ["SageMaker Training Job State Change", "SageMaker Model Building Pipeline Execution Status Change"]
    detail = {
      "$or" = [{ TrainingJobStatus = ["Failed"] }, { currentPipelineExecutionStatus = ["Failed"] }]
    }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.alarm_topic_arn
}
