# Data Access logs are off by default in Google Cloud; without them nobody can tell who read training data or a model.
# No member is exempted. The project turns them on for itself in any case, so that its logs do not end with the archive
# that does so for the whole organization.
resource "google_project_iam_audit_config" "all_services" {
  project = var.project_id
  service = "allServices"

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

# A locked log bucket can neither be deleted nor have its retention shortened, by anyone.
resource "google_logging_project_bucket_config" "archive" {
  project          = var.project_id
  location         = var.region
  bucket_id        = "${var.name}-archive"
  description      = var.org_id == null ? "Audit, network and model logs of the project." : "Audit, network and model logs of the organization."
  retention_days   = var.retention_days
  locked           = var.retention_locked
  deletion_policy  = var.deletion_protected ? "PREVENT" : "DELETE"
  enable_analytics = true

  cmek_settings {
    kms_key_name = var.kms_key_id
  }
}

locals {
  archive = "projects/${var.project_id}/locations/${var.region}/buckets/${google_logging_project_bucket_config.archive.bucket_id}"

  archived_logs = join(" OR ", [
    "log_id(\"cloudaudit.googleapis.com/activity\")",
    "log_id(\"cloudaudit.googleapis.com/data_access\")",
    "log_id(\"cloudaudit.googleapis.com/system_event\")",
    "log_id(\"cloudaudit.googleapis.com/policy\")",
    "log_id(\"cloudaudit.googleapis.com/access_transparency\")",
    "log_id(\"compute.googleapis.com/vpc_flows\")",
    "log_id(\"compute.googleapis.com/firewall\")",
    "log_id(\"dns.googleapis.com/dns_queries\")",
    "log_id(\"ids.googleapis.com/threat\")",
    "log_id(\"modelarmor.googleapis.com/sanitize_operations\")",
    "resource.type=\"aiplatform.googleapis.com/Endpoint\"",
  ])
}

# A sink to a log bucket of its own project writes without an identity and without a grant:
# https://cloud.google.com/logging/docs/export/configure_export_v2#dest-auth
resource "google_logging_project_sink" "archive" {
  count = var.org_id == null ? 1 : 0

  project                = var.project_id
  name                   = "${var.name}-archive"
  description            = "Audit, network and model logs of the project to the archive."
  destination            = "logging.googleapis.com/${local.archive}"
  unique_writer_identity = true
  filter                 = local.archived_logs
}
