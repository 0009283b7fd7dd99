# What exists once in an organization. One archive owns it, that with an org_id: were it in several states, the first to
# be destroyed would turn off logging for all.
resource "google_organization_iam_audit_config" "all_services" {
  count = var.org_id == null ? 0 : 1

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

resource "google_logging_organization_sink" "archive" {
  count = var.org_id == null ? 0 : 1

  org_id           = var.org_id
  name             = "${var.name}-archive"
  description      = "Audit, network and model logs of every project to the archive."
  destination      = "logging.googleapis.com/${local.archive}"
  include_children = true
  filter           = local.archived_logs
}

# The sink may write to the archive and to no other bucket of the project.
resource "google_project_iam_member" "sink_writer" {
  count = var.org_id == null ? 0 : 1

  project = var.project_id
  role    = "roles/logging.bucketWriter"
  member  = google_logging_organization_sink.archive[0].writer_identity

  condition {
    title       = "archive-only"
    description = "Only the archive bucket."
    expression  = "resource.name.endsWith(\"locations/${var.region}/buckets/${google_logging_project_bucket_config.archive.bucket_id}\")"
  }
}
