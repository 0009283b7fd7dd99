mock_provider "google" {}

variables {
  org_id                = "123456789012"
  project_id            = "acme-audit"
  region                = "europe-west4"
  name                  = "ai-prod"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai/cryptoKeys/audit"
  alert_emails          = ["security@example.com"]
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
    condition     = alltrue([for config in [google_organization_iam_audit_config.all_services[0], google_project_iam_audit_config.all_services] : config.service == "allServices"])
    error_message = "Audit logging covers every service, of the organization and of the project."
  }

  assert {
    condition     = alltrue([for config in [google_organization_iam_audit_config.all_services[0], google_project_iam_audit_config.all_services] : toset(config.audit_log_config[*].log_type) == toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])])
    error_message = "Reads and writes of data are recorded."
  }

  assert {
    condition     = alltrue([for entry in concat(tolist(google_organization_iam_audit_config.all_services[0].audit_log_config), tolist(google_project_iam_audit_config.all_services.audit_log_config)) : length(coalesce(entry.exempted_members, [])) == 0])
    error_message = "Nobody is exempted."
  }
}

run "without_an_organization_nothing_outside_of_the_project_is_touched" {
  command = plan

  variables {
    org_id = null
  }

  assert {
    condition     = length(google_organization_iam_audit_config.all_services) + length(google_logging_organization_sink.archive) + length(google_scc_v2_organization_notification_config.findings) == 0
    error_message = "What exists once in the organization belongs to the archive of the organization."
  }

  assert {
    condition     = google_project_iam_audit_config.all_services.service == "allServices" && google_logging_project_sink.archive[0].project == var.project_id && google_scc_v2_project_notification_config.findings[0].project == var.project_id
    error_message = "The project's own accesses, logs and findings are archived."
  }

  assert {
    condition     = google_logging_project_sink.archive[0].filter == local.archived_logs && strcontains(local.archived_logs, "cloudaudit.googleapis.com/data_access")
    error_message = "The project's sink collects what the organization's would."
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
    condition     = google_logging_organization_sink.archive[0].include_children
    error_message = "The sink collects from every project."
  }
}

run "usage_logs_are_private_and_locked" {
  command = plan

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.usage_logs : bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access])
    error_message = "Usage logs cannot become public."
  }

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.usage_logs : bucket.retention_policy[0].is_locked && bucket.retention_policy[0].retention_period == "34560000"])
    error_message = "Usage logs are locked for 400 days."
  }

  assert {
    condition     = alltrue([for binding in google_storage_bucket_iam_binding.usage_log_delivery : binding.members == toset(["group:cloud-storage-analytics@google.com"])]) && length(google_storage_bucket_iam_binding.usage_log_delivery) == 2
    error_message = "Only Cloud Storage delivers into the buckets."
  }

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.usage_logs : bucket.versioning[0].enabled && !bucket.force_destroy && bucket.encryption[0].default_kms_key_name == var.kms_key_id])
    error_message = "Usage logs are versioned, kept and encrypted with the customer's key."
  }
}

run "who_reads_usage_logs_is_logged_too" {
  command = plan

  assert {
    condition     = google_storage_bucket.usage_logs["access-logs"].logging[0].log_bucket == google_storage_bucket.usage_logs["log-reads"].name && google_storage_bucket.usage_logs["log-reads"].logging[0].log_bucket == google_storage_bucket.usage_logs["access-logs"].name
    error_message = "Each of the two buckets logs into the other."
  }

  assert {
    condition     = output.access_log_bucket == "acme-audit-ai-prod-access-logs"
    error_message = "Other modules deliver to the first bucket."
  }
}

run "an_environment_without_locks_can_be_torn_down" {
  command = plan

  variables {
    retention_locked   = false
    deletion_protected = false
  }

  assert {
    condition     = !google_logging_project_bucket_config.archive.locked && google_logging_project_bucket_config.archive.deletion_policy == "DELETE" && google_logging_project_bucket_config.archive.retention_days == 400
    error_message = "The log bucket keeps its logs and may be deleted."
  }

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.usage_logs : length(bucket.retention_policy) == 0 && bucket.deletion_policy == "DELETE"])
    error_message = "No lock keeps the buckets of usage logs."
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
    condition     = google_monitoring_notification_channel.email["security@example.com"].type == "email" && contains(google_essential_contacts_contact.alerts["security@example.com"].notification_category_subscriptions, "SECURITY") && length(output.notification_channels) == 2
    error_message = "Alerts, and what Google has to say of security, reach the named address."
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

run "alerts_to_nobody_are_refused" {
  command = plan

  variables {
    alert_emails = []
  }

  expect_failures = [var.alert_emails]
}
