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

module "network" {
  source = "../.."

  name               = "ai-prod"
  availability_zones = ["eu-west-1a", "eu-west-1b"]
  egress_domains     = ["packages.example.com", "models.example.com"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

output "subnet_ids" {
  description = "Subnets by tier."
  value       = module.network.subnet_ids
}
