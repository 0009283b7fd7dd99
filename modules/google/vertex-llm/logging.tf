# Who called which model, with no member exempted.
resource "google_project_iam_audit_config" "this" {
  for_each = toset(["aiplatform.googleapis.com", "modelarmor.googleapis.com"])

  project = var.project_id
  service = each.value

  audit_log_config {
    log_type = "ADMIN_READ"
  }

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

# Prompts and responses as Model Armor saw them, and the calls. Encrypted, readable by few, gone after their time.
resource "google_bigquery_dataset" "invocations" {
  project                         = var.project_id
  dataset_id                      = replace("${var.name}_invocations", "-", "_")
  location                        = var.region
  description                     = "Screened prompts and responses of ${var.name}, and the calls of its consumers."
  default_table_expiration_ms     = var.log_expiry_days * 86400000
  default_partition_expiration_ms = var.log_expiry_days * 86400000
  delete_contents_on_destroy      = false
  labels                          = var.labels

  default_encryption_configuration {
    kms_key_name = var.kms_key_id
  }
}

resource "google_logging_project_sink" "invocations" {
  project                = var.project_id
  name                   = "${var.name}-invocations"
  description            = "Screened prompts and responses and model calls."
  destination            = "bigquery.googleapis.com/projects/${var.project_id}/datasets/${google_bigquery_dataset.invocations.dataset_id}"
  filter                 = "log_id(\"modelarmor.googleapis.com/sanitize_operations\") OR (log_id(\"cloudaudit.googleapis.com/data_access\") AND protoPayload.serviceName=\"aiplatform.googleapis.com\")"
  unique_writer_identity = true

  bigquery_options {
    use_partitioned_tables = true
  }
}

resource "google_bigquery_dataset_iam_binding" "sink" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.invocations.dataset_id
  role       = "roles/bigquery.dataEditor"
  members    = [google_logging_project_sink.invocations.writer_identity]
}

resource "google_bigquery_dataset_iam_binding" "readers" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.invocations.dataset_id
  role       = "roles/bigquery.dataViewer"
  members    = var.log_readers
}

resource "google_logging_metric" "blocked" {
  project     = var.project_id
  name        = "${var.name}/blocked"
  description = "Prompts and responses that Model Armor matched."
  filter      = "log_id(\"modelarmor.googleapis.com/sanitize_operations\") AND jsonPayload.sanitizationResult.filterMatchState=\"MATCH_FOUND\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }
}

resource "google_monitoring_alert_policy" "blocked" {
  project               = var.project_id
  display_name          = "${var.name}: prompts or responses blocked"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "More than ten matches in five minutes"

    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.blocked.name}\" AND resource.type=\"modelarmor.googleapis.com/SanitizeOperation\""
      comparison      = "COMPARISON_GT"
      threshold_value = 10
      duration        = "0s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "throttled" {
  project               = var.project_id
  display_name          = "${var.name}: quota reached"
  combiner              = "OR"
  enabled               = true
  severity              = "WARNING"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "Calls refused because a model's quota is used up"

    condition_threshold {
      filter          = "metric.type=\"aiplatform.googleapis.com/publisher/online_serving/model_invocation_count\" AND metric.labels.response_code=\"429\" AND resource.type=\"aiplatform.googleapis.com/PublisherModel\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "300s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }
}
