mock_provider "google" {}

variables {
  project_id        = "acme-ai-prod"
  test_project_id   = "acme-ai-test"
  region            = "europe-west4"
  name              = "models"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/registry"
  subnet_id         = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-serving"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  builders          = ["serviceAccount:build@acme-ai-prod.iam.gserviceaccount.com"]
  readers           = ["serviceAccount:serving@acme-ai-prod.iam.gserviceaccount.com"]
  approvers         = ["group:model-owners@acme.example"]

  signing_key = {
    version_id     = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/release/cryptoKeyVersions/1"
    public_key_pem = <<-PEM
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJ2Hxr5gW3dT4E4oGnGw1pXUy0uHk
      ObDqwOzHqXtnUzvqS0FKtpZDoUBEUQn4dEKKd5Q1KXQ8Hd2H5nGXHcqvTg==
      -----END PUBLIC KEY-----
    PEM
  }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "images_are_immutable_scanned_and_encrypted" {
  command = plan

  assert {
    condition = alltrue([for repository in [google_artifact_registry_repository.candidate, google_artifact_registry_repository.release] :
      repository.docker_config[0].immutable_tags && repository.vulnerability_scanning_config[0].enablement_config == "INHERITED" && repository.kms_key_name == var.kms_key_id
    ])
    error_message = "Tags cannot move, pushes are scanned, content uses the customer's key."
  }

  assert {
    condition     = google_project_service.scanning.service == "containerscanning.googleapis.com"
    error_message = "The scanner that repositories inherit is on."
  }
}

run "only_signed_images_run" {
  command = plan

  assert {
    condition     = google_binary_authorization_policy.this.default_admission_rule[0].evaluation_mode == "REQUIRE_ATTESTATION" && google_binary_authorization_policy.this.default_admission_rule[0].enforcement_mode == "ENFORCED_BLOCK_AND_AUDIT_LOG"
    error_message = "Unsigned images are blocked."
  }

  assert {
    condition     = google_binary_authorization_policy.this.default_admission_rule[0].require_attestations_by == toset(["models-release"])
    error_message = "The release attestor decides."
  }

  assert {
    condition     = length(google_binary_authorization_policy.this.admission_whitelist_patterns) == 0
    error_message = "No image is exempt."
  }
}

run "production_needs_approval_and_goes_by_steps" {
  command = plan

  assert {
    condition     = google_clouddeploy_target.production.require_approval && google_clouddeploy_target_iam_binding.approvers.members == var.approvers
    error_message = "The approvers approve production."
  }

  assert {
    condition     = google_clouddeploy_delivery_pipeline.this.serial_pipeline[0].stages[1].strategy[0].canary[0].canary_deployment[0].percentages == tolist([5, 25, 50])
    error_message = "Production traffic moves by steps."
  }

  assert {
    condition     = !google_clouddeploy_automation.rollback.suspended && length(google_clouddeploy_automation.rollback.rules[0].repair_rollout_rule[0].repair_phases[0].rollback) == 1
    error_message = "A failed step rolls back by itself."
  }

  assert {
    condition     = google_cloudbuild_worker_pool.this.worker_config[0].no_external_ip && google_cloudbuild_worker_pool.this.private_service_connect[0].route_all_traffic
    error_message = "Workers are private."
  }

  assert {
    condition     = google_clouddeploy_delivery_pipeline.this.serial_pipeline[0].stages[0].strategy[0].standard[0].verify && google_clouddeploy_delivery_pipeline.this.serial_pipeline[0].stages[1].strategy[0].canary[0].canary_deployment[0].verify
    error_message = "Every step is verified."
  }

  assert {
    condition     = google_storage_bucket.delivery.uniform_bucket_level_access && google_storage_bucket.delivery.public_access_prevention == "enforced" && google_storage_bucket.delivery.versioning[0].enabled && google_storage_bucket.delivery.encryption[0].default_kms_key_name == var.kms_key_id && !google_storage_bucket.delivery.force_destroy
    error_message = "Pipeline artifacts are private, versioned, encrypted and kept."
  }
}

run "builders_do_not_write_releases" {
  command = plan

  assert {
    condition     = google_artifact_registry_repository_iam_binding.candidate_writers.members == var.builders && google_artifact_registry_repository_iam_binding.release_readers.members == var.readers
    error_message = "Stages have separate writers and readers."
  }
}

run "test_and_production_are_different_projects" {
  command = plan

  variables {
    test_project_id = "acme-ai-prod"
  }

  expect_failures = [var.test_project_id]
}

run "people_do_not_push_images" {
  command = plan

  variables {
    builders = ["user:ada@acme.example"]
  }

  expect_failures = [var.builders]
}
