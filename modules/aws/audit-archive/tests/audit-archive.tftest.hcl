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
  name              = "ai-test"
  kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  access_log_bucket = "ai-test-access-logs"

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

run "the_trail_covers_all_regions_and_the_data_plane" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.enable_log_file_validation && aws_cloudtrail.this.enable_logging
    error_message = "The trail records all regions and signs its files."
  }

  assert {
    condition     = alltrue([for type in ["AWS::S3::Object", "AWS::SageMaker::Endpoint", "AWS::Bedrock::Model"] : contains(flatten([for s in aws_cloudtrail.this.advanced_event_selector : [for f in s.field_selector : coalesce(f.equals, [])]]), type)])
    error_message = "Objects, endpoints and models are recorded."
  }
}

run "logs_are_not_recorded_as_accesses" {
  command = plan

  assert {
    condition     = toset(flatten([for s in aws_cloudtrail.this.advanced_event_selector : [for f in s.field_selector : coalesce(f.not_starts_with, [])]])) == toset(["arn:aws:s3:::ai-test-audit-111122223333/", "arn:aws:s3:::ai-test-access-logs/"])
    error_message = "The trail leaves out the archive and the access logs, and nothing else."
  }

  assert {
    condition     = output.archive_bucket_arn == "arn:aws:s3:::ai-test-audit-111122223333"
    error_message = "The archive is named after the account."
  }
}

run "threats_are_detected_and_reported" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.this.enable && alltrue([for feature in aws_guardduty_detector_feature.this : feature.status == "ENABLED"]) && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "GuardDuty with its features and the Config recorder run."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 10 && alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.actions_enabled])
    error_message = "Every watched change raises an alarm."
  }
}

run "a_retention_below_a_year_is_refused" {
  command = plan

  variables {
    retention_days = 30
  }

  expect_failures = [var.retention_days]
}

run "an_expiry_inside_the_retention_is_refused" {
  command = plan

  variables {
    retention_days  = 800
    expiration_days = 730
  }

  expect_failures = [var.expiration_days]
}

run "an_arn_is_refused_as_access_log_bucket" {
  command = plan

  variables {
    access_log_bucket = "arn:aws:s3:::ai-test-access-logs"
  }

  expect_failures = [var.access_log_bucket]
}

run "config_delivers_to_a_bucket_without_object_lock" {
  command = plan

  assert {
    condition     = aws_config_delivery_channel.this.s3_bucket_name == "ai-test-config-111122223333"
    error_message = "Config refuses a bucket with object lock."
  }
}
