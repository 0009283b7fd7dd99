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

module "training" {
  source = "../.."

  name                 = "ai-prod"
  subnet_ids           = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids   = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  data_bucket_arn      = "arn:aws:s3:::ai-prod-training-data-111122223333"
  data_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-777777777777"
  artifact_bucket_arn  = "arn:aws:s3:::ai-prod-models-111122223333"
  artifact_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-888888888888"
  image                = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-prod/training@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  inference_image      = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-prod/inference@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  model_package_group  = "ai-prod-dev"
  alarm_topic_arn      = "arn:aws:sns:eu-west-1:111122223333:ai-prod-alarms"

  jobs = {
    baseline = "current/"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}
