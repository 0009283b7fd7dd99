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

module "training" {
  source = "../.."

  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  access_log_bucket     = "acme-audit-ai-prod-access-logs"
  launchers             = ["group:ml-engineers@acme.example"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]
  labels                = local.labels
}

output "service_account_email" {
  description = "Account that jobs must run as."
  value       = module.training.service_account_email
}
