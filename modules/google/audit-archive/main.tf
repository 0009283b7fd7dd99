# Data Access logs are off by default in Google Cloud; without them nobody can tell who read training data or a model.
# No member is exempted.
resource "google_organization_iam_audit_config" "all_services" {
  org_id  = var.org_id
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
  description      = "Audit, network and model logs of the organization."
  retention_days   = var.retention_days
  locked           = true
  enable_analytics = true

  cmek_settings {
    kms_key_name = var.kms_key_id
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_logging_organization_sink" "archive" {
  org_id           = var.org_id
  name             = "${var.name}-archive"
  description      = "Audit, network and model logs of every project to the locked archive."
  destination      = "logging.googleapis.com/projects/${var.project_id}/locations/${var.region}/buckets/${google_logging_project_bucket_config.archive.bucket_id}"
  include_children = true

  filter = join(" OR ", [
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

# The sink may write to the archive and to no other bucket of the project.
resource "google_project_iam_member" "sink_writer" {
  project = var.project_id
  role    = "roles/logging.bucketWriter"
  member  = google_logging_organization_sink.archive.writer_identity

  condition {
    title       = "archive-only"
    description = "Only the archive bucket."
    expression  = "resource.name.endsWith(\"locations/${var.region}/buckets/${google_logging_project_bucket_config.archive.bucket_id}\")"
  }
}
