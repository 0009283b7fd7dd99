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

module "workbench" {
  source = "../.."

  name               = "ai-dev"
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  data_bucket_arn    = "arn:aws:s3:::ai-dev-training-data-111122223333"
  data_kms_key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-777777777777"
  users              = { ada = "ada@example.com" }
  notebooks          = { exploration = "ml.t3.xlarge" }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}
