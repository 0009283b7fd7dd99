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

# The audit-archive module sets this for the whole organization.
resource "google_project_iam_audit_config" "vertex" {
  project = "acme-ai-prod"
  service = "aiplatform.googleapis.com"

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

module "vector_store" {
  source = "../.."

  project_id        = "acme-ai-prod"
  region            = "europe-west4"
  name              = "handbook"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  network_id        = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id         = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-data"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  writers           = ["serviceAccount:indexer@acme-ai-prod.iam.gserviceaccount.com"]
  token_issuers     = ["rag@acme-ai-prod.iam.gserviceaccount.com"]
  token_audience    = "handbook-vectors"
  labels            = local.labels
}

output "endpoint_address" {
  description = "Where the index answers."
  value       = module.vector_store.endpoint_address
}
