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

module "training_data" {
  source = "../.."

  project_id        = "acme-ai-prod"
  region            = "europe-west4"
  name              = "vision"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/training-data"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  producers         = ["serviceAccount:ingest@acme-ai-prod.iam.gserviceaccount.com"]
  curators          = ["group:data-curation@acme.example"]
  trainers          = ["serviceAccount:training@acme-ai-prod.iam.gserviceaccount.com"]
  labels            = local.labels
}

output "curated_bucket" {
  description = "Bucket that models are trained from."
  value       = module.training_data.curated_bucket
}
