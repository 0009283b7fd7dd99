mock_provider "google" {}

variables {
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  access_log_bucket     = "acme-audit-ai-prod-access-logs"
  launchers             = ["group:ml-engineers@acme.example"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "machines_are_encrypted_private_and_capped" {
  command = plan

  assert {
    condition     = google_vertex_ai_persistent_resource.training.encryption_spec[0].kms_key_name == var.kms_key_id
    error_message = "The machines use the customer's key."
  }

  assert {
    condition     = google_compute_network_attachment.training.subnetworks == tolist([var.subnet_id]) && length(google_vertex_ai_persistent_resource.training.psc_interface_config) == 1
    error_message = "The machines are attached to the training subnet."
  }

  assert {
    condition     = google_vertex_ai_persistent_resource.training.resource_pools[0].autoscaling_spec[0].max_replica_count == "4"
    error_message = "Growth is capped."
  }

  assert {
    condition     = google_vertex_ai_persistent_resource.training.resource_runtime_spec[0].service_account_spec[0].enable_custom_service_account
    error_message = "Jobs run as the training account, not as the service agent."
  }
}

run "the_training_account_has_few_roles_and_few_users" {
  command = plan

  assert {
    condition     = keys(google_project_iam_member.training) == ["roles/aiplatform.user", "roles/logging.logWriter", "roles/monitoring.metricWriter"]
    error_message = "The account runs jobs and writes telemetry, nothing else."
  }

  assert {
    condition     = google_service_account_iam_binding.launchers.members == var.launchers
    error_message = "Only launchers may act as the account."
  }
}

run "artifacts_are_kept_safe" {
  command = plan

  assert {
    condition     = google_storage_bucket.artifacts.versioning[0].enabled && google_storage_bucket.artifacts.public_access_prevention == "enforced"
    error_message = "Artifacts are versioned and private."
  }

  assert {
    condition     = google_storage_bucket.artifacts.encryption[0].default_kms_key_name == var.kms_key_id && google_vertex_ai_tensorboard.this.encryption_spec[0].kms_key_name == var.kms_key_id
    error_message = "Artifacts and metrics use the customer's key."
  }

  assert {
    condition     = google_monitoring_alert_policy.failures.enabled
    error_message = "Failures alert."
  }

  assert {
    condition     = google_storage_bucket.artifacts.uniform_bucket_level_access && !google_storage_bucket.artifacts.force_destroy
    error_message = "Access is by IAM only, and a destroy does not empty the bucket."
  }
}

run "a_subnet_of_another_region_is_refused" {
  command = plan

  variables {
    subnet_id = "projects/acme-ai-prod/regions/us-east1/subnetworks/training"
  }

  expect_failures = [var.subnet_id]
}

run "anybody_may_not_launch" {
  command = plan

  variables {
    launchers = ["allAuthenticatedUsers"]
  }

  expect_failures = [var.launchers]
}
