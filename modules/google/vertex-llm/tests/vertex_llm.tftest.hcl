mock_provider "google" {}

variables {
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "assistant"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  consumers             = ["serviceAccount:assistant@acme-ai-prod.iam.gserviceaccount.com"]
  log_readers           = ["group:ai-safety@acme.example"]
  requests_per_minute   = { "gemini-2.5-pro" = 60 }
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "prompts_and_responses_are_screened" {
  command = plan

  assert {
    condition     = google_model_armor_template.this.filter_config[0].pi_and_jailbreak_filter_settings[0].filter_enforcement == "ENABLED" && google_model_armor_template.this.filter_config[0].pi_and_jailbreak_filter_settings[0].confidence_level == "LOW_AND_ABOVE"
    error_message = "Prompt injection is blocked from low confidence on."
  }

  assert {
    condition     = google_model_armor_template.this.filter_config[0].sdp_settings[0].basic_config[0].filter_enforcement == "ENABLED" && google_model_armor_template.this.filter_config[0].malicious_uri_filter_settings[0].filter_enforcement == "ENABLED"
    error_message = "Sensitive data and malicious links are blocked."
  }

  assert {
    condition     = google_model_armor_template.this.template_metadata[0].enforcement_type == "INSPECT_AND_BLOCK" && !google_model_armor_template.this.template_metadata[0].ignore_partial_invocation_failures
    error_message = "Matches are blocked and a failed screening is not ignored."
  }
}

run "calls_are_recorded_encrypted_and_forgotten" {
  command = plan

  assert {
    condition     = toset(google_project_iam_audit_config.this["aiplatform.googleapis.com"].audit_log_config[*].log_type) == toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    error_message = "Every call to Vertex AI is in the audit log."
  }

  assert {
    condition     = google_model_armor_template.this.template_metadata[0].log_sanitize_operations
    error_message = "Screenings are logged."
  }

  assert {
    condition     = google_logging_project_bucket_config.invocations.cmek_settings[0].kms_key_name == var.kms_key_id && google_logging_project_bucket_config.invocations.retention_days == 30
    error_message = "The log is encrypted with the customer's key and expires."
  }

  assert {
    condition     = google_vertex_ai_cache_config.this.disable_cache
    error_message = "Google keeps no prompt."
  }

  assert {
    condition     = google_model_armor_template.this.template_metadata[0].log_template_operations && google_monitoring_alert_policy.blocked.enabled && google_monitoring_alert_policy.throttled.enabled
    error_message = "Changes of the template are logged, and both alerts are on."
  }
}

run "prompts_are_read_by_few" {
  command = plan

  assert {
    condition     = google_logging_log_view_iam_binding.readers.members == var.log_readers
    error_message = "Only the listed groups read prompts."
  }

  assert {
    condition     = strcontains(google_logging_project_exclusion.prompts.filter, "modelarmor.googleapis.com/sanitize_operations")
    error_message = "There is no second copy of the prompts."
  }
}

run "consumers_call_within_a_quota_and_nothing_else" {
  command = plan

  assert {
    condition     = !anytrue([for permission in google_project_iam_custom_role.consumer.permissions : can(regex("(create|update|delete|deploy|list|setIamPolicy)$", permission))])
    error_message = "Consumers change and list nothing."
  }

  assert {
    condition     = google_cloud_quotas_quota_preference.requests["gemini-2.5-pro"].quota_config[0].preferred_value == "60"
    error_message = "Each base model has a quota."
  }
}

run "the_public_does_not_consume" {
  command = plan

  variables {
    consumers = ["allUsers"]
  }

  expect_failures = [var.consumers]
}

run "a_model_without_a_quota_is_refused" {
  command = plan

  variables {
    requests_per_minute = {}
  }

  expect_failures = [var.requests_per_minute]
}
