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

module "model_registry" {
  source = "../.."

  name                  = "ai-prod"
  kms_key_arn           = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn      = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket     = "ai-prod-access-logs-111122223333"
  vpc_id                = "vpc-0a1b2c3d4e5f60718"
  subnet_ids            = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids    = ["sg-0a1b2c3d4e5f60718"]
  source_connection_arn = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-1111-4222-8333-999999999999"
  source_repository     = "acme/models"
  alarm_topic_arn       = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

  stage_role_arns = {
    dev  = "arn:aws:iam::111122223333:role/deploy-dev"
    test = "arn:aws:iam::111122223333:role/deploy-test"
    prod = "arn:aws:iam::111122223333:role/deploy-prod"
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
