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

module "feature_store" {
  source = "../.."

  name              = "ai-prod"
  kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  access_log_bucket = "ai-prod-access-logs-111122223333"

  feature_groups = {
    customers = {
      record_identifier = "customer_id"
      event_time        = "updated_at"
      ttl_days          = 30
      features = {
        customer_id  = "String"
        updated_at   = "String"
        orders_30d   = "Integral"
        spent_30d    = "Fractional"
        churn_region = "String"
      }
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
