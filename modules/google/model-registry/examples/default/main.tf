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

module "model_registry" {
  source = "../.."

  project_id        = "acme-ai-prod"
  test_project_id   = "acme-ai-test"
  region            = "europe-west4"
  name              = "models"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/registry"
  subnet_id         = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-serving"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  builders          = ["serviceAccount:build@acme-ai-prod.iam.gserviceaccount.com"]
  readers           = ["serviceAccount:serving@acme-ai-prod.iam.gserviceaccount.com"]
  approvers         = ["group:model-owners@acme.example"]
  labels            = local.labels

  signing_key = {
    version_id     = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/release/cryptoKeyVersions/1"
    public_key_pem = <<-PEM
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJ2Hxr5gW3dT4E4oGnGw1pXUy0uHk
      ObDqwOzHqXtnUzvqS0FKtpZDoUBEUQn4dEKKd5Q1KXQ8Hd2H5nGXHcqvTg==
      -----END PUBLIC KEY-----
    PEM
  }
}

output "release_repository" {
  description = "Where releases are pulled from."
  value       = module.model_registry.release_repository
}
