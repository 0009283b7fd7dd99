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
  project = "my-project"
  region  = "us-central1"
}

# expect: google-kms-key-in-software
resource "google_kms_crypto_key" "kms_key_in_software" {
  name     = "model-key"
  key_ring = "projects/p/locations/l/keyRings/k"
  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "SOFTWARE"
  }
}

# expect: google-kms-key-in-software
resource "google_kms_crypto_key" "kms_key_in_software_2" {
  name            = "crypto-key-example"
  key_ring        = "projects/p/locations/l/keyRings/k"
  rotation_period = "7776000s"
}

# expect: google-access-context-manager-vertex-outside-perimeter
resource "google_access_context_manager_service_perimeter" "access_context_manager_vertex_outside_perimeter" {
  parent = "accessPolicies/123"
  name   = "accessPolicies/123/servicePerimeters/restrict_storage"
  title  = "restrict_storage"
  status {
    restricted_services = ["storage.googleapis.com"]
  }
}

# expect: google-access-context-manager-vertex-outside-perimeter
resource "google_access_context_manager_service_perimeter" "access_context_manager_vertex_outside_perimeter_2" {
  parent = "accessPolicies/123"
  name   = "accessPolicies/123/servicePerimeters/p"
  title  = "p"
  status {
    restricted_services = ["bigquery.googleapis.com", "storage.googleapis.com"]
    resources           = ["projects/1"]
  }
  spec {
    restricted_services = ["aiplatform.googleapis.com"]
  }
  use_explicit_dry_run_spec = true
}

# expect: google-access-context-manager-vertex-outside-listed-perimeter
resource "google_access_context_manager_service_perimeters" "access_context_manager_vertex_outside_listed_perimeter" {
  parent = "accessPolicies/123"
  service_perimeters {
    name  = "accessPolicies/123/servicePerimeters/"
    title = ""
    status {
      restricted_services = ["storage.googleapis.com"]
    }
  }
}

# expect: google-storage-no-customer-key, google-storage-public-access-not-prevented
resource "google_storage_bucket" "training" {
  name     = "training-data"
  location = "EU"
}

# expect: google-storage-public-member
resource "google_storage_bucket_iam_member" "training" {
  bucket = google_storage_bucket.training.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

# expect: google-bigquery-dataset-public, google-bigquery-dataset-no-customer-key
resource "google_bigquery_dataset" "features" {
  dataset_id = "features"
  location   = "EU"
  access {
    role          = "READER"
    special_group = "allAuthenticatedUsers"
  }
}
