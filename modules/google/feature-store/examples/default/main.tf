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

module "feature_store" {
  source = "../.."

  project_id = "acme-ai-prod"
  region     = "europe-west4"
  name       = "customers"
  kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  readers    = ["serviceAccount:serving@acme-ai-prod.iam.gserviceaccount.com"]
  labels     = local.labels

  feature_groups = {
    payments = {
      description       = "Payment behaviour of the last 90 days"
      table             = "acme-ai-prod.customers_curated.payments"
      entity_id_columns = ["customer_id"]
      features          = ["late_payments", "mean_amount"]
    }
  }
}

output "feature_view_ids" {
  description = "Feature views by group."
  value       = module.feature_store.feature_view_ids
}
