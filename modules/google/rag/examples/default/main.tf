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

module "rag" {
  source = "../.."

  project_id             = "acme-ai-prod"
  region                 = "europe-west4"
  name                   = "handbook"
  kms_key_id             = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  search_location        = "eu"
  search_kms_key_id      = "projects/acme-keys/locations/europe/keyRings/ai-prod/cryptoKeys/search"
  inspect_template_id    = "projects/acme-ai-prod/locations/europe-west4/inspectTemplates/handbook-inspect"
  deidentify_template_id = "projects/acme-ai-prod/locations/europe-west4/deidentifyTemplates/handbook-deidentify"
}

output "rag_corpus" {
  description = "Corpus that prompts retrieve from."
  value       = module.rag.rag_corpus
}
