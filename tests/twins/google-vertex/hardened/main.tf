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
    prefix = "vertex"
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
  account_id   = "vertex"
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

resource "google_vertex_ai_endpoint" "scoring" {
  name         = "2611201"
  display_name = "scoring"
  location     = local.region
  labels       = local.labels
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  private_service_connect_config {
    enable_private_service_connect = true
    project_allowlist              = ["acme-apps"]
  }
  predict_request_response_logging_config {
    enabled       = true
    sampling_rate = 0.1
    bigquery_destination {
      output_uri = "bq://acme-ml.serving.requests"
    }
  }
}

resource "google_vertex_ai_index" "manuals" {
  display_name        = "manuals"
  region              = local.region
  labels              = local.labels
  index_update_method = "STREAM_UPDATE"
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  metadata {
    contents_delta_uri = "gs://acme-manuals/index"
    config {
      dimensions                  = 768
      approximate_neighbors_count = 150
      algorithm_config {
        tree_ah_config {
          leaf_node_embedding_count = 500
        }
      }
    }
  }
}

resource "google_vertex_ai_index_endpoint" "manuals" {
  display_name            = "manuals"
  region                  = local.region
  labels                  = local.labels
  public_endpoint_enabled = false
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  private_service_connect_config {
    enable_private_service_connect = true
    project_allowlist              = ["acme-apps"]
  }
}

resource "google_vertex_ai_index_endpoint_deployed_index" "manuals" {
  index_endpoint        = google_vertex_ai_index_endpoint.manuals.id
  index                 = google_vertex_ai_index.manuals.id
  deployed_index_id     = "manuals"
  enable_access_logging = true
  deployed_index_auth_config {
    auth_provider {
      audiences       = ["manuals"]
      allowed_issuers = ["search@acme-apps.iam.gserviceaccount.com"]
    }
  }
  dedicated_resources {
    min_replica_count = 2
    max_replica_count = 4
    machine_spec {
      machine_type = "n2d-standard-16"
    }
  }
}

resource "google_vertex_ai_rag_corpus" "manuals" {
  display_name = "manuals"
  region       = local.region
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  vector_db_config {
    rag_managed_db {
      knn {}
    }
  }
}

resource "google_vertex_ai_feature_online_store" "customers" {
  name   = "customers"
  region = local.region
  labels = local.labels
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
  bigtable {
    auto_scaling {
      min_node_count = 2
      max_node_count = 4
    }
  }
}

resource "google_workbench_instance" "analyst" {
  name                 = "analyst"
  location             = "europe-west4-a"
  labels               = local.labels
  instance_owners      = ["analyst@acme.example"]
  disable_proxy_access = true
  gce_setup {
    machine_type         = "n2d-standard-8"
    disable_public_ip    = true
    enable_ip_forwarding = false
    boot_disk {
      disk_size_gb    = 150
      disk_type       = "PD_SSD"
      disk_encryption = "CMEK"
      kms_key         = google_kms_crypto_key.ml.id
    }
    data_disks {
      disk_size_gb    = 200
      disk_type       = "PD_SSD"
      disk_encryption = "CMEK"
      kms_key         = google_kms_crypto_key.ml.id
    }
    confidential_instance_config {
      confidential_instance_type = "SEV"
    }
    network_interfaces {
      network = local.network
      subnet  = local.subnet
    }
    service_accounts {
      email = google_service_account.ml.email
    }
    shielded_instance_config {
      enable_secure_boot          = true
      enable_vtpm                 = true
      enable_integrity_monitoring = true
    }
    metadata = {
      notebook-disable-root      = "true"
      notebook-disable-downloads = "true"
      notebook-disable-nbconvert = "true"
      notebook-disable-terminal  = "true"
      idle-timeout-seconds       = "3600"
      report-event-health        = "true"
      notebook-upgrade-schedule  = "00 19 * * MON"
      block-project-ssh-keys     = "true"
      enable-guest-attributes    = "true"
      serial-port-enable         = "false"
      disable-legacy-endpoints   = "true"
      serial-port-logging-enable = "true"
      enable-oslogin             = "TRUE"
      disable-mixer              = "true"
    }
  }
}

resource "google_colab_runtime_template" "analyst" {
  name         = "analyst"
  display_name = "analyst"
  location     = local.region
  labels       = local.labels
  machine_spec {
    machine_type = "n2-standard-4"
  }
  network_spec {
    enable_internet_access = false
    network                = local.network
    subnetwork             = local.subnet
  }
  idle_shutdown_config {
    idle_timeout = "3600s"
  }
  euc_config {
    euc_disabled = false
  }
  shielded_vm_config {
    enable_secure_boot = true
  }
  encryption_spec {
    kms_key_name = google_kms_crypto_key.ml.id
  }
}
