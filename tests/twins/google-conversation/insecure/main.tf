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

# expect: google-model-armor-floor-not-enforced
resource "google_model_armor_floorsetting" "model_armor_floor_not_enforced" {
  location = "global"
  parent   = "projects/my-project"
  filter_config {}
  enable_floor_setting_enforcement = false
}

# expect: google-model-armor-floor-not-enforced
resource "google_model_armor_floorsetting" "model_armor_floor_not_enforced_2" {
  location = "global"
  parent   = "projects/my-project"
  filter_config {
    pi_and_jailbreak_filter_settings {
      filter_enforcement = "DISABLED"
    }
  }
}

# expect: google-model-armor-project-without-floor
resource "google_project_service" "model_armor_project_without_floor" {
  project = "my-project"
  service = "aiplatform.googleapis.com"
}

# expect: google-discovery-engine-store-no-customer-key
resource "google_discovery_engine_data_store" "discovery_engine_store_no_customer_key" {
  location                    = "global"
  data_store_id               = "data-store-id"
  display_name                = "tf-test-structured-datastore"
  industry_vertical           = "GENERIC"
  content_config              = "NO_CONTENT"
  solution_types              = ["SOLUTION_TYPE_SEARCH"]
  create_advanced_site_search = false
}

# expect: google-dialogflow-cx-no-redaction
resource "google_dialogflow_cx_security_settings" "dialogflow_cx_no_redaction" {
  display_name          = "dialogflowcx-security-settings"
  location              = "global"
  purge_data_types      = []
  retention_window_days = 7
}

# expect: google-dialogflow-cx-long-retention
resource "google_dialogflow_cx_security_settings" "dialogflow_cx_long_retention" {
  display_name       = "dialogflowcx-security-settings"
  location           = "global"
  redaction_strategy = "REDACT_WITH_SERVICE"
  redaction_scope    = "REDACT_DISK_STORAGE"
  inspect_template   = "projects/p/locations/global/inspectTemplates/x"
}

# expect: google-dialogflow-no-customer-key
resource "google_dialogflow_cx_agent" "dialogflow_no_customer_key" {
  display_name          = "dialogflowcx-agent"
  location              = "global"
  default_language_code = "en"
  time_zone             = "America/New_York"
}

# expect: google-dialogflow-cx-long-retention
resource "google_dialogflow_cx_security_settings" "dialogflow_cx_long_retention_2" {
  display_name          = "dialogflowcx-security-settings"
  location              = "global"
  redaction_strategy    = "REDACT_WITH_SERVICE"
  redaction_scope       = "REDACT_DISK_STORAGE"
  retention_window_days = 0
}
