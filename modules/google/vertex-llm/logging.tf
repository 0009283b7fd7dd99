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
resource "google_logging_project_bucket_config" "invocations" {
  project          = var.project_id
  location         = var.region
  bucket_id        = "${var.name}-invocations"
  description      = "Screened prompts and responses of ${var.name}, and the calls of its consumers."
  retention_days   = var.log_retention_days
  locked           = false
  enable_analytics = true

  cmek_settings {
    kms_key_name = var.kms_key_id
  }
}

# A sink to a bucket of the same project needs no grant.
resource "google_logging_project_sink" "invocations" {
  project                = var.project_id
  name                   = "${var.name}-invocations"
  description            = "Screened prompts and responses and model calls."
  destination            = "logging.googleapis.com/projects/${var.project_id}/locations/${var.region}/buckets/${google_logging_project_bucket_config.invocations.bucket_id}"
  filter                 = local.invocation_filter
  unique_writer_identity = true
}

# Without this, the project's _Default bucket would keep a second copy of every prompt, readable by every log viewer.
resource "google_logging_project_exclusion" "prompts" {
  project     = var.project_id
  name        = "${var.name}-prompts"
  description = "Prompts and responses are kept in ${google_logging_project_bucket_config.invocations.bucket_id} only."
  filter      = "log_id(\"modelarmor.googleapis.com/sanitize_operations\")"
}

resource "google_logging_log_view" "invocations" {
  parent      = "projects/${var.project_id}"
  location    = var.region
  bucket      = google_logging_project_bucket_config.invocations.bucket_id
  name        = "${var.name}-prompts"
  description = "Screened prompts and responses."
  filter      = "LOG_ID(\"modelarmor.googleapis.com/sanitize_operations\")"
}

resource "google_logging_log_view_iam_binding" "readers" {
  parent   = "projects/${var.project_id}"
  location = var.region
  bucket   = google_logging_project_bucket_config.invocations.bucket_id
  name     = google_logging_log_view.invocations.name
  role     = "roles/logging.viewAccessor"
  members  = var.log_readers
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

locals {
  invocation_filter = join(" OR ", [
    "log_id(\"modelarmor.googleapis.com/sanitize_operations\")",
    "(log_id(\"cloudaudit.googleapis.com/data_access\") AND protoPayload.serviceName=\"aiplatform.googleapis.com\")",
  ])
}
