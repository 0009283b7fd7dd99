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

module "audit_archive" {
  source = "../.."

  org_id                = "123456789012"
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "ai-prod"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/audit"
  alert_emails          = ["security@example.com"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]
  labels                = local.labels
}

output "access_log_bucket" {
  description = "Bucket that other modules deliver usage logs to."
  value       = module.audit_archive.access_log_bucket
}
