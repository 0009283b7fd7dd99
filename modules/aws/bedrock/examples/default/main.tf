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

module "bedrock" {
  source = "../.."

  name                  = "ai-prod"
  inference_profile_ids = ["eu.anthropic.claude-sonnet-4-5-20250929-v1:0"]
  embedding_model_ids   = ["amazon.titan-embed-text-v2:0"]
  consumer_role_arns    = ["arn:aws:iam::111122223333:role/ai-prod-rag"]
  vpc_id                = "vpc-0a1b2c3d4e5f60718"
  subnet_ids            = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids    = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn           = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn      = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket     = "ai-prod-access-logs-111122223333"
  monthly_budget_usd    = 2000
  alarm_topic_arn       = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

  denied_topics = {
    investment-advice = "Recommendations to buy, hold or sell financial products."
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
