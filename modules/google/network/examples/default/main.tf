terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
  }
}

provider "google" {
  project = "acme-ai-prod"
  region  = "europe-west4"
}

locals {
  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

module "network" {
  source = "../.."

  project_id   = "acme-ai-prod"
  region       = "europe-west4"
  name         = "ai-prod"
  egress_hosts = ["models.example.com", "packages.example.com"]
  labels       = local.labels
}

output "subnet_ids" {
  description = "Subnets by tier."
  value       = module.network.subnet_ids
}
