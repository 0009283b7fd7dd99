mock_provider "google" {}

variables {
  project_id             = "acme-ai-prod"
  region                 = "europe-west4"
  name                   = "handbook"
  kms_key_id             = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  search_location        = "eu"
  search_kms_key_id      = "projects/acme-keys/locations/europe/keyRings/ai-prod/cryptoKeys/search"
  inspect_template_id    = "projects/acme-ai-prod/locations/europe-west4/inspectTemplates/handbook-inspect"
  deidentify_template_id = "projects/acme-ai-prod/locations/europe-west4/deidentifyTemplates/handbook-deidentify"
}

run "documents_are_encrypted_and_keep_their_permissions" {
  command = plan

  assert {
    condition     = google_vertex_ai_rag_corpus.this.encryption_spec[0].kms_key_name == var.kms_key_id && length(google_vertex_ai_rag_corpus.this.vector_db_config[0].api_auth) == 0
    error_message = "The corpus uses the customer's key and no API key."
  }

  assert {
    condition     = google_discovery_engine_data_store.this.kms_key_name == var.search_kms_key_id && google_discovery_engine_cmek_config.this.set_default
    error_message = "Search uses the customer's key by default."
  }

  assert {
    condition     = google_discovery_engine_data_store.this.acl_enabled
    error_message = "Documents keep their access lists."
  }
}

run "conversations_are_redacted_and_forgotten" {
  command = plan

  assert {
    condition     = google_dialogflow_cx_security_settings.this.redaction_scope == "REDACT_DISK_STORAGE" && google_dialogflow_cx_security_settings.this.redaction_strategy == "REDACT_WITH_SERVICE"
    error_message = "Conversations are redacted before they are stored."
  }

  assert {
    condition     = google_dialogflow_cx_security_settings.this.retention_window_days == 30 && google_dialogflow_encryption_spec.this.encryption_spec[0].kms_key == var.kms_key_id
    error_message = "Conversations are encrypted and deleted after 30 days."
  }

  assert {
    condition     = !google_dialogflow_cx_security_settings.this.insights_export_settings[0].enable_insights_export
    error_message = "Conversations are not exported."
  }
}

run "a_location_without_customer_keys_is_refused" {
  command = plan

  variables {
    search_location = "global"
  }

  expect_failures = [var.search_location]
}

run "a_search_key_elsewhere_is_refused" {
  command = plan

  variables {
    search_kms_key_id = "projects/acme-keys/locations/us/keyRings/ai-prod/cryptoKeys/search"
  }

  expect_failures = [var.search_kms_key_id]
}
