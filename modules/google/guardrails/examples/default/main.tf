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

module "guardrails" {
  source = "../.."

  parent           = "folders/123456789012"
  name             = "ai-prod"
  access_policy_id = "987654321098"
  project_numbers  = ["123456789012"]
  regions          = ["europe-west4"]
  key_projects     = ["acme-keys"]
  customer_ids     = ["C0abcd123"]
  allowed_models   = ["publishers/google/models/gemini-2.5-pro:predict"]

  operators = {
    members   = ["serviceAccount:deploy@acme-ci.iam.gserviceaccount.com"]
    ip_ranges = ["203.0.113.0/24"]
  }
}

output "perimeter_name" {
  description = "The perimeter in force."
  value       = module.guardrails.perimeter_name
}
