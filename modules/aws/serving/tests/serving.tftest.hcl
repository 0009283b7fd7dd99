mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      region = "eu-west-1"
    }
  }
  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{}"
      minified_json = "{}"
    }
  }
}

variables {
  name                 = "ai-test-churn"
  subnet_ids           = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids   = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket    = "ai-test-access-logs"
  artifact_bucket_arn  = "arn:aws:s3:::ai-test-models"
  artifact_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-888888888888"
  image                = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/prod@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  model_data_key       = "churn/2026-11-01/model.tar.gz"
  monitor_image        = "468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer"
  alarm_topic_arn      = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"

  backup = {
    account_id  = "999988887777"
    bucket_arn  = "arn:aws:s3:::acme-ai-backup"
    kms_key_arn = "arn:aws:kms:eu-central-1:999988887777:key/00000000-1111-4222-8333-444444444444"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "updates_go_to_a_canary_first_and_roll_back_by_alarm" {
  command = plan

  assert {
    condition     = aws_sagemaker_endpoint.this.deployment_config[0].blue_green_update_policy[0].traffic_routing_configuration[0].type == "CANARY"
    error_message = "Traffic moves to a canary first."
  }

  assert {
    condition     = toset([for alarm in aws_sagemaker_endpoint.this.deployment_config[0].auto_rollback_configuration[0].alarms : alarm.alarm_name]) == toset(["ai-test-churn-errors", "ai-test-churn-latency"])
    error_message = "Errors and latency roll an update back."
  }
}

run "the_model_is_isolated_and_encrypted" {
  command = plan

  assert {
    condition     = aws_sagemaker_model.this.enable_network_isolation && length(aws_sagemaker_model.this.vpc_config) == 1 && !aws_sagemaker_endpoint_configuration.this.production_variants[0].enable_ssm_access
    error_message = "The container has no network but the endpoint's, and nobody logs in."
  }

  assert {
    condition     = aws_sagemaker_endpoint_configuration.this.kms_key_arn == var.kms_key_arn && aws_sagemaker_endpoint_configuration.this.production_variants[0].core_dump_config[0].kms_key_id == var.kms_key_arn
    error_message = "Volumes and core dumps are encrypted with the given key."
  }
}

run "the_model_is_watched_and_capped" {
  command = plan

  assert {
    condition     = aws_sagemaker_endpoint_configuration.this.data_capture_config[0].enable_capture && aws_sagemaker_endpoint_configuration.this.data_capture_config[0].kms_key_id == var.kms_key_arn && aws_sagemaker_monitoring_schedule.this.monitoring_schedule_config[0].monitoring_type == "DataQuality"
    error_message = "Data is captured and monitored."
  }

  assert {
    condition     = aws_appautoscaling_target.this.max_capacity == 6 && aws_sagemaker_endpoint_configuration.this.production_variants[0].initial_instance_count == 2
    error_message = "Two instances at least and six at most."
  }
}

run "one_instance_is_refused" {
  command = plan

  variables {
    instances = { min = 1, max = 4 }
  }

  expect_failures = [var.instances]
}
