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

module "guardrails" {
  source = "../.."

  name               = "acme-ai"
  target_ids         = ["ou-ab12-cdef3456"]
  allowed_regions    = ["eu-west-1", "eu-central-1"]
  security_role_arns = ["arn:aws:iam::*:role/security-operations"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}
