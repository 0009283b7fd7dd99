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

module "gpu_cluster" {
  source = "../.."

  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "gpu"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/cluster"
  network_id            = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  control_plane_clients = { serving = "10.0.32.0/20" }
  security_group        = "gke-security-groups@acme.example"
  gpu                   = { zones = ["europe-west4-c"] }
  labels                = local.labels
}

output "workload_pool" {
  description = "Identity pool of the workloads."
  value       = module.gpu_cluster.workload_pool
}
