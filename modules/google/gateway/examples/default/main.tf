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

module "gateway" {
  source = "../.."

  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision-api"
  domain                = "vision.acme.example"
  cloud_run_service     = "vision"
  consumers             = ["group:vision-consumers@acme.example"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]
  labels                = local.labels
}

output "address" {
  description = "Address to point the domain at."
  value       = module.gateway.address
}
