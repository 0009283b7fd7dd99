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

module "vertex_llm" {
  source = "../.."

  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "assistant"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  consumers             = ["serviceAccount:assistant@acme-ai-prod.iam.gserviceaccount.com"]
  log_readers           = ["group:ai-safety@acme.example"]
  requests_per_minute   = { "gemini-2.5-pro" = 60 }
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]
  labels                = local.labels
}

output "model_armor_template" {
  description = "Template that consumers name in their calls."
  value       = module.vertex_llm.model_armor_template
}
