# Security Command Center findings leave for the organization's own tooling within seconds.
resource "google_pubsub_topic" "findings" {
  project                    = var.project_id
  name                       = "${var.name}-scc-findings"
  kms_key_name               = var.kms_key_id
  message_retention_duration = "604800s"
  labels                     = var.labels

  message_storage_policy {
    allowed_persistence_regions = [var.region]
    enforce_in_transit          = true
  }
}

locals {
  notable_findings = "state = \"ACTIVE\" AND NOT mute = \"MUTED\" AND (severity = \"CRITICAL\" OR severity = \"HIGH\" OR severity = \"MEDIUM\")"
}

resource "google_scc_v2_organization_notification_config" "findings" {
  count = var.org_id == null ? 0 : 1

  config_id    = "${var.name}-findings"
  organization = var.org_id
  location     = "global"
  description  = "Active findings of medium severity and above."
  pubsub_topic = google_pubsub_topic.findings.id

  streaming_config {
    filter = local.notable_findings
  }
}

resource "google_scc_v2_project_notification_config" "findings" {
  count = var.org_id == null ? 1 : 0

  config_id    = "${var.name}-findings"
  project      = var.project_id
  location     = "global"
  description  = "Active findings of medium severity and above."
  pubsub_topic = google_pubsub_topic.findings.id

  streaming_config {
    filter = local.notable_findings
  }
}
