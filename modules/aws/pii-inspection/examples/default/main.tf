terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "pii_inspection" {
  source = "../.."

  name                       = "ai-prod"
  kms_key_arn                = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  access_log_bucket          = "ai-prod-access-logs-111122223333"
  key_admin_role_arns        = ["arn:aws:iam::111122223333:role/key-administration"]
  pseudonymization_role_arns = ["arn:aws:iam::111122223333:role/ai-prod-ingestion"]
  reidentification_role_arns = ["arn:aws:iam::111122223333:role/data-protection-officer"]
  inspected_bucket_arns      = ["arn:aws:s3:::ai-prod-training-data-111122223333"]
  data_kms_key_arns          = ["arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"]
  alarm_topic_arn            = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

  custom_identifiers = {
    customer-number = "ACME-[0-9]{8}"
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
