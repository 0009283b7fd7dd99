terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
  }
  backend "gcs" {
    bucket = "acme-terraform-state"
    prefix = "data"
  }
}

provider "google" {
  project = local.project
  region  = local.region
}

locals {
  project = "acme-ml"
  region  = "europe-west4"
  network = "projects/acme-network/global/networks/ml"
  subnet  = "projects/acme-network/regions/europe-west4/subnetworks/ml"
  labels = {
    owner       = "ml-platform"
    environment = "production"
    data-class  = "internal"
    risk-tier   = "limited"
  }
}

resource "google_kms_key_ring" "ml" {
  name     = "ml"
  location = local.region
}

resource "google_kms_crypto_key" "ml" {
  name                       = "ml"
  key_ring                   = google_kms_key_ring.ml.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"
  labels                     = local.labels
  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_service_account" "ml" {
  account_id   = "curator"
  display_name = "Least privilege identity"
}

resource "google_project_iam_audit_config" "all" {
  project = local.project
  service = "allServices"
  dynamic "audit_log_config" {
    for_each = toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    content {
      log_type = audit_log_config.value
    }
  }
}

resource "google_storage_bucket" "logs" {
  name                        = "acme-training-logs"
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = local.labels
  encryption {
    default_kms_key_name = google_kms_crypto_key.ml.id
  }
  versioning {
    enabled = true
  }
  retention_policy {
    retention_period = 2592000
    is_locked        = true
  }
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 400
    }
  }
}

resource "google_storage_bucket" "training" {
  name                        = "acme-training"
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  labels                      = local.labels
  encryption {
    default_kms_key_name = google_kms_crypto_key.ml.id
  }
  logging {
    log_bucket = google_storage_bucket.logs.name
  }
  versioning {
    enabled = true
  }
  soft_delete_policy {
    retention_duration_seconds = 2592000
  }
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      num_newer_versions = 3
      with_state         = "ARCHIVED"
    }
  }
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 730
    }
  }
}

resource "google_storage_bucket_iam_member" "training" {
  bucket = google_storage_bucket.training.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.ml.member
}

resource "google_bigquery_dataset" "features" {
  dataset_id                      = "features"
  location                        = local.region
  labels                          = local.labels
  default_table_expiration_ms     = 31536000000
  default_partition_expiration_ms = 31536000000
  max_time_travel_hours           = "168"
  delete_contents_on_destroy      = false
  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  access {
    role          = "OWNER"
    special_group = "projectOwners"
  }
  access {
    role          = "READER"
    user_by_email = google_service_account.ml.email
  }
}

resource "google_bigquery_table" "customers" {
  dataset_id          = google_bigquery_dataset.features.dataset_id
  table_id            = "customers"
  deletion_protection = true
  labels              = local.labels
  encryption_configuration {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  time_partitioning {
    type          = "DAY"
    field         = "seen_at"
    expiration_ms = 31536000000
  }
  schema = jsonencode([
    { name = "customer", type = "STRING", mode = "REQUIRED" },
    { name = "seen_at", type = "TIMESTAMP", mode = "REQUIRED" },
  ])
}

resource "google_access_context_manager_service_perimeter" "ml" {
  parent         = "accessPolicies/123456789"
  name           = "accessPolicies/123456789/servicePerimeters/ml"
  title          = "ml"
  perimeter_type = "PERIMETER_TYPE_REGULAR"
  status {
    resources = ["projects/123456789012"]
    restricted_services = [
      "aiplatform.googleapis.com", "bigquery.googleapis.com", "discoveryengine.googleapis.com",
      "notebooks.googleapis.com", "storage.googleapis.com",
    ]
    vpc_accessible_services {
      enable_restriction = true
      allowed_services   = ["RESTRICTED-SERVICES"]
    }
  }
}
