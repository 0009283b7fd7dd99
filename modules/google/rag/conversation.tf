resource "google_dialogflow_encryption_spec" "this" {
  project  = var.project_id
  location = var.region

  encryption_spec {
    kms_key = var.kms_key_id
  }
}

# Name these settings in every agent: what people say is stripped of personal data before it is stored, and goes after its time.
resource "google_dialogflow_cx_security_settings" "this" {
  project               = var.project_id
  location              = var.region
  display_name          = var.name
  redaction_strategy    = "REDACT_WITH_SERVICE"
  redaction_scope       = "REDACT_DISK_STORAGE"
  inspect_template      = var.inspect_template_id
  deidentify_template   = var.deidentify_template_id
  retention_window_days = var.conversation_retention_days
  purge_data_types      = ["DIALOGFLOW_HISTORY"]

  insights_export_settings {
    enable_insights_export = false
  }

  depends_on = [google_dialogflow_encryption_spec.this]
}
