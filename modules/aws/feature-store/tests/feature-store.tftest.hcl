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

  feature_groups = {
    customers = {
      record_identifier = "customer_id"
      event_time        = "updated_at"
      features          = { customer_id = "String", updated_at = "String" }
    }
  }

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

run "both_stores_are_encrypted_and_records_expire" {
  command = plan

  assert {
    condition     = aws_sagemaker_feature_group.this["customers"].online_store_config[0].security_config[0].kms_key_id == var.kms_key_arn && aws_sagemaker_feature_group.this["customers"].offline_store_config[0].s3_storage_config[0].kms_key_id == var.kms_key_arn
    error_message = "Online and offline stores use the given key."
  }

  assert {
    condition     = aws_sagemaker_feature_group.this["customers"].online_store_config[0].ttl_duration[0].value == 90
    error_message = "Online records live 90 days."
  }
}

run "readers_cannot_write" {
  command = plan

  assert {
    condition     = data.aws_iam_policy_document.reader.statement[0].actions == toset(["sagemaker:BatchGetRecord", "sagemaker:GetRecord"])
    error_message = "The reader policy only reads."
  }
}

run "records_without_an_end_are_refused" {
  command = plan

  variables {
    feature_groups = {
      customers = {
        record_identifier = "customer_id"
        event_time        = "updated_at"
        features          = { customer_id = "String", updated_at = "String" }
        ttl_days          = 5000
      }
    }
  }

  expect_failures = [var.feature_groups]
}
