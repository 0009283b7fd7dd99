mock_provider "google" {}

variables {
  org_id                = "123456789012"
  project_id            = "acme-audit"
  region                = "europe-west4"
  name                  = "ai-prod"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai/cryptoKeys/audit"
  notification_channels = ["projects/acme-audit/notificationChannels/1234567890"]

  labels = {
    owner               = "security"
    risk-tier           = "high"
    data-classification = "restricted"
  }
}

run "every_access_is_recorded" {
  command = plan

  assert {
    condition     = google_organization_iam_audit_config.all_services.service == "allServices"
    error_message = "Audit logging covers every service."
  }

  assert {
    condition     = toset(google_organization_iam_audit_config.all_services.audit_log_config[*].log_type) == toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    error_message = "Reads and writes of data are recorded."
  }

  assert {
    condition     = alltrue([for entry in google_organization_iam_audit_config.all_services.audit_log_config : length(coalesce(entry.exempted_members, [])) == 0])
    error_message = "Nobody is exempted."
  }
}

run "the_archive_cannot_be_shortened" {
  command = plan

  assert {
    condition     = google_logging_project_bucket_config.archive.locked && google_logging_project_bucket_config.archive.retention_days == 400
    error_message = "The log bucket is locked for 400 days."
  }

  assert {
    condition     = google_logging_project_bucket_config.archive.cmek_settings[0].kms_key_name == var.kms_key_id
    error_message = "The log bucket is encrypted with the customer's key."
  }

  assert {
    condition     = google_logging_organization_sink.archive.include_children
    error_message = "The sink collects from every project."
  }
}

run "usage_logs_are_private_and_locked" {
  command = plan

  assert {
    condition     = google_storage_bucket.access_logs.public_access_prevention == "enforced" && google_storage_bucket.access_logs.uniform_bucket_level_access
    error_message = "The usage log bucket cannot become public."
  }

  assert {
    condition     = google_storage_bucket.access_logs.retention_policy[0].is_locked && google_storage_bucket.access_logs.retention_policy[0].retention_period == "34560000"
    error_message = "The usage log bucket is locked for 400 days."
  }

  assert {
    condition     = google_storage_bucket_iam_binding.access_log_delivery.members == toset(["group:cloud-storage-analytics@google.com"])
    error_message = "Only Cloud Storage delivers into the bucket."
  }

  assert {
    condition     = google_storage_bucket.access_logs.versioning[0].enabled && !google_storage_bucket.access_logs.force_destroy && google_storage_bucket.access_logs.encryption[0].default_kms_key_name == var.kms_key_id
    error_message = "Usage logs are versioned, kept and encrypted with the customer's key."
  }
}

run "sensitive_changes_reach_a_person" {
  command = plan

  assert {
    condition     = keys(google_monitoring_alert_policy.watched) == keys(google_logging_metric.watched) && length(google_logging_metric.watched) == 9
    error_message = "Every watched change has an alert."
  }

  assert {
    condition     = alltrue([for policy in google_monitoring_alert_policy.watched : policy.enabled && length(policy.notification_channels) > 0])
    error_message = "Every alert notifies somebody."
  }

  assert {
    condition     = google_pubsub_topic.findings.kms_key_name == var.kms_key_id && google_pubsub_topic.findings.message_storage_policy[0].enforce_in_transit
    error_message = "Findings are encrypted with the customer's key and stay in the region."
  }
}

run "a_month_of_logs_is_refused" {
  command = plan

  variables {
    retention_days = 30
  }

  expect_failures = [var.retention_days]
}

run "a_key_of_another_region_is_refused" {
  command = plan

  variables {
    kms_key_id = "projects/acme-keys/locations/us-east1/keyRings/ai/cryptoKeys/audit"
  }

  expect_failures = [var.kms_key_id]
}
