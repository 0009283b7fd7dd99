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
  name                       = "ai-test"
  kms_key_arn                = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  access_log_bucket          = "ai-test-access-logs"
  key_admin_role_arns        = ["arn:aws:iam::111122223333:role/key-administration"]
  pseudonymization_role_arns = ["arn:aws:iam::111122223333:role/ingestion"]
  reidentification_role_arns = ["arn:aws:iam::111122223333:role/data-protection-officer"]
  inspected_bucket_arns      = ["arn:aws:s3:::ai-test-training-data"]
  data_kms_key_arns          = ["arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"]
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"

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

run "pseudonyms_open_for_the_few_only" {
  command = plan

  assert {
    condition     = one(one([for s in data.aws_iam_policy_document.pseudonyms.statement : s if s.effect == "Deny"]).condition).values == tolist(["arn:aws:iam::111122223333:role/data-protection-officer"])
    error_message = "Everybody but the named roles is denied decryption."
  }

  assert {
    condition     = !contains(one([for s in data.aws_iam_policy_document.pseudonyms.statement : s.actions if s.sid == "Pseudonymize"]), "kms:Decrypt")
    error_message = "Who pseudonymizes cannot reverse it."
  }

  assert {
    condition     = aws_kms_key.pseudonyms.enable_key_rotation && aws_cloudwatch_event_rule.reidentification.state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    error_message = "The key rotates and its use is reported."
  }
}

run "personal_data_is_found_and_masked" {
  command = plan

  assert {
    condition     = aws_macie2_account.this.status == "ENABLED" && aws_bedrock_guardrail.this.kms_key_arn == var.kms_key_arn
    error_message = "Macie runs and the guardrail is encrypted."
  }

  assert {
    condition     = contains([for e in aws_bedrock_guardrail.this.sensitive_information_policy_config[0].pii_entities_config : e.type if e.action == "ANONYMIZE"], "NAME")
    error_message = "Names are masked."
  }
}

run "one_role_cannot_do_both" {
  command = plan

  variables {
    reidentification_role_arns = ["arn:aws:iam::111122223333:role/ingestion"]
  }

  expect_failures = [var.reidentification_role_arns]
}

run "new_data_is_inspected_every_day" {
  command = plan

  assert {
    condition     = keys(aws_macie2_classification_job.this) == ["ai-test-training-data"] && alltrue([for job in aws_macie2_classification_job.this : job.schedule_frequency[0].daily_schedule && job.sampling_percentage == 100])
    error_message = "Macie looks at all new objects of each inspected bucket daily."
  }
}
