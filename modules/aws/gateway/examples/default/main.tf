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

module "gateway" {
  source = "../.."

  name             = "ai-prod-churn"
  endpoint_name    = "ai-prod-churn"
  domain_name      = "churn.ai.example.com"
  certificate_arn  = "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-1111-4222-8333-000000000000"
  user_pool_arns   = ["arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI"]
  logs_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  alarm_topic_arn  = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

  consumers = {
    crm     = { rate = 20, burst = 40, daily = 50000 }
    reports = {}
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}
