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

module "cluster" {
  source = "../.."

  name               = "ai-prod"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  admin_role_arns    = ["arn:aws:iam::111122223333:role/platform-administration"]

  namespace_role_arns = {
    vision = "arn:aws:iam::111122223333:role/team-vision"
  }

  pod_roles = {
    "vision/trainer" = "arn:aws:iam::111122223333:role/ai-prod-vision-trainer"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}
