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
  admin_role_arns   = ["arn:aws:iam::111122223333:role/data-governance"]
  reader_role_arns  = { training = "arn:aws:iam::111122223333:role/training" }

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

run "the_catalogue_and_its_jobs_are_encrypted" {
  command = plan

  assert {
    condition     = one(one(aws_glue_data_catalog_encryption_settings.this.data_catalog_encryption_settings).encryption_at_rest).sse_aws_kms_key_id == var.kms_key_arn
    error_message = "The catalogue is encrypted with the given key."
  }

  assert {
    condition     = one(one(aws_glue_security_configuration.this.encryption_configuration).s3_encryption).s3_encryption_mode == "SSE-KMS"
    error_message = "Jobs write encrypted output."
  }
}

run "tables_open_by_grant_alone" {
  command = plan

  assert {
    condition     = length(aws_lakeformation_data_lake_settings.this.create_table_default_permissions) == 0 && !aws_lakeformation_resource.this.hybrid_access_enabled
    error_message = "IAM alone opens no table."
  }

  assert {
    condition     = alltrue([for grant in aws_lakeformation_permissions.reader : grant.permissions == toset(["DESCRIBE", "SELECT"])])
    error_message = "Readers read."
  }
}

run "an_expiry_inside_the_lock_is_refused" {
  command = plan

  variables {
    expiration_days = 20
  }

  expect_failures = [var.expiration_days]
}
