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

module "serving" {
  source = "../.."

  name                 = "ai-prod-churn"
  subnet_ids           = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids   = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket    = "ai-prod-access-logs-111122223333"
  artifact_bucket_arn  = "arn:aws:s3:::ai-prod-models-111122223333"
  artifact_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-888888888888"
  image                = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-prod/prod@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  model_data_key       = "churn/2026-11-01/model.tar.gz"
  monitor_image        = "468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer"
  alarm_topic_arn      = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

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
