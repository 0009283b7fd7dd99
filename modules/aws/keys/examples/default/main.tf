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

module "keys" {
  source = "../.."

  name            = "ai-prod"
  admin_role_arns = ["arn:aws:iam::111122223333:role/key-administration"]

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

output "key_arns" {
  description = "Keys by purpose."
  value       = module.keys.key_arns
}
