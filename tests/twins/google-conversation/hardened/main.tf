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
    prefix = "conversation"
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
  account_id   = "assistant"
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

resource "google_dialogflow_cx_agent" "support" {
  display_name               = "support"
  location                   = local.region
  default_language_code      = "en"
  time_zone                  = "Europe/Amsterdam"
  enable_stackdriver_logging = true
  security_settings          = google_dialogflow_cx_security_settings.support.id
  advanced_settings {
    logging_settings {
      enable_stackdriver_logging     = true
      enable_interaction_logging     = true
      enable_consent_based_redaction = true
    }
  }
  depends_on = [google_dialogflow_encryption_spec.support]
}

resource "google_dialogflow_cx_security_settings" "support" {
  display_name          = "support"
  location              = local.region
  redaction_strategy    = "REDACT_WITH_SERVICE"
  redaction_scope       = "REDACT_DISK_STORAGE"
  inspect_template      = "projects/acme-ml/locations/europe-west4/inspectTemplates/personal-data"
  deidentify_template   = "projects/acme-ml/locations/europe-west4/deidentifyTemplates/personal-data"
  purge_data_types      = ["DIALOGFLOW_HISTORY"]
  retention_window_days = 30
}

resource "google_dialogflow_encryption_spec" "support" {
  location = local.region
  encryption_spec {
    kms_key = google_kms_crypto_key.ml.id
  }
}

resource "google_discovery_engine_cmek_config" "default" {
  cmek_config_id = "default"
  location       = "eu"
  kms_key        = "projects/acme-ml/locations/europe/keyRings/ml/cryptoKeys/search"
  set_default    = true
}

resource "google_discovery_engine_data_store" "manuals" {
  data_store_id     = "manuals"
  display_name      = "manuals"
  location          = "eu"
  industry_vertical = "GENERIC"
  content_config    = "CONTENT_REQUIRED"
  solution_types    = ["SOLUTION_TYPE_SEARCH"]
  acl_enabled       = true
  kms_key_name      = google_discovery_engine_cmek_config.default.kms_key
}

resource "google_discovery_engine_search_engine" "manuals" {
  engine_id         = "manuals"
  collection_id     = "default_collection"
  location          = "eu"
  display_name      = "manuals"
  industry_vertical = "GENERIC"
  data_store_ids    = [google_discovery_engine_data_store.manuals.data_store_id]
  kms_key_name      = google_discovery_engine_cmek_config.default.kms_key
  search_engine_config {
    search_tier = "SEARCH_TIER_ENTERPRISE"
  }
}

resource "google_model_armor_floorsetting" "project" {
  location                         = "global"
  parent                           = "projects/acme-ml"
  enable_floor_setting_enforcement = true
  integrated_services              = ["AI_PLATFORM"]
  ai_platform_floor_setting {
    inspect_and_block    = true
    enable_cloud_logging = true
  }
  filter_config {
    malicious_uri_filter_settings {
      filter_enforcement = "ENABLED"
    }
    pi_and_jailbreak_filter_settings {
      filter_enforcement = "ENABLED"
      confidence_level   = "LOW_AND_ABOVE"
    }
    rai_settings {
      dynamic "rai_filters" {
        for_each = toset(["HATE_SPEECH", "HARASSMENT", "SEXUALLY_EXPLICIT", "DANGEROUS"])
        content {
          filter_type      = rai_filters.value
          confidence_level = "MEDIUM_AND_ABOVE"
        }
      }
    }
    sdp_settings {
      basic_config {
        filter_enforcement = "ENABLED"
      }
    }
  }
}

resource "google_project_service" "vertex" {
  project            = local.project
  service            = "aiplatform.googleapis.com"
  disable_on_destroy = false
}
