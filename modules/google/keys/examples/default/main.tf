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

module "keys" {
  source = "../.."

  project_id     = "acme-ai-prod"
  project_number = "123456789012"
  region         = "europe-west4"
  name           = "ai-prod"
  administrators = ["group:key-admins@acme.example"]

  keys = {
    training-data = { service_agents = ["bigquery", "storage"] }
    vertex        = { service_agents = ["aiplatform"] }
    pseudonyms    = { users = ["group:privacy-office@acme.example"] }
  }

  signing_keys = {
    release = ["serviceAccount:release@acme-ai-prod.iam.gserviceaccount.com"]
  }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

output "key_ids" {
  description = "Keys by purpose."
  value       = module.keys.key_ids
}
