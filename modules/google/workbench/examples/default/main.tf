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

module "workbench" {
  source = "../.."

  project_id = "acme-ai-prod"
  region     = "europe-west4"
  zone       = "europe-west4-b"
  name       = "lab"
  kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/notebooks"
  network_id = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id  = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  owners     = { ada = "ada@acme.example" }
  labels     = local.labels
}

output "instance_names" {
  description = "Notebooks by owner."
  value       = module.workbench.instance_names
}
