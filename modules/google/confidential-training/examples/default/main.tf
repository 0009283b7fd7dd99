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

module "confidential_training" {
  source = "../.."

  project_id      = "acme-ai-prod"
  project_number  = "123456789012"
  zone            = "europe-west4-b"
  name            = "genomics"
  kms_key_id      = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/compute"
  data_kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/genomics"
  subnet_id       = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  image           = "europe-west4-docker.pkg.dev/acme-ai-prod/release/trainer@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  launchers       = ["group:ml-engineers@acme.example"]
  data_providers  = ["group:hospital@partner.example"]
  labels          = local.labels
}

output "attestation_audience" {
  description = "Where the workload presents its proof."
  value       = module.confidential_training.attestation_audience
}
