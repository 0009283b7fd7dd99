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

variable "wrapped_key" {
  description = "Pseudonymization key, wrapped with the pseudonym key. The default is a sample that no key unwraps."
  type        = string
  sensitive   = true
  default     = "CiQAc2FtcGxlLXdyYXBwZWQta2V5LXRoYXQtbm8ta2V5LXVud3JhcHMSSQBzYW1wbGUtd3JhcHBlZC1rZXktdGhhdC1uby1rZXktdW53cmFwcy1zYW1wbGUtd3JhcHBlZC1r"
}

module "pii_inspection" {
  source = "../.."

  project_id           = "acme-ai-prod"
  region               = "europe-west4"
  name                 = "vision"
  kms_key_id           = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/training-data"
  pseudonym_kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/pseudonyms"
  wrapped_key          = var.wrapped_key
  raw_bucket           = "acme-ai-prod-vision-raw"
  pseudonymized_bucket = "acme-ai-prod-vision-curated"
  privacy_officers     = ["group:privacy-office@acme.example"]
  more_info_types      = ["GERMANY_IDENTITY_CARD_NUMBER"]
  labels               = local.labels
}

output "inspect_template_id" {
  description = "What counts as personal data."
  value       = module.pii_inspection.inspect_template_id
}
