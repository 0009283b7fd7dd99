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

module "serving" {
  source = "../.."

  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  network_id            = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-serving"
  callers               = ["serviceAccount:shop@acme-shop.iam.gserviceaccount.com"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]
  traffic_split         = { "1234567890123456789" = 90, "2345678901234567890" = 10 }
  labels                = local.labels

  container = {
    image    = "europe-west4-docker.pkg.dev/acme-ai-prod/models-release/vision@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    release  = "r2"
    traffic  = { r1 = 90, r2 = 10 }
    invokers = ["serviceAccount:service-123456789012@gcp-sa-iap.iam.gserviceaccount.com"]
  }
}

output "endpoint_id" {
  description = "The private endpoint."
  value       = module.serving.endpoint_id
}
