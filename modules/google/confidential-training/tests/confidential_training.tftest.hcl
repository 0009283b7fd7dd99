mock_provider "google" {}

variables {
  project_id      = "acme-ai-prod"
  project_number  = "123456789012"
  zone            = "europe-west4-b"
  name            = "genomics"
  kms_key_id      = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/compute"
  data_kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/genomics"
  subnet_id       = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  image           = "europe-west4-docker.pkg.dev/acme-ai-prod/release/trainer@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  launchers       = ["group:ml-engineers@acme.example"]
  data_providers  = ["group:hospital@partner.example"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "memory_is_encrypted_and_nobody_gets_in" {
  command = plan

  assert {
    condition     = google_compute_instance.this.confidential_instance_config[0].confidential_instance_type == "TDX"
    error_message = "The machine is a TDX one."
  }

  assert {
    condition     = endswith(google_compute_instance.this.boot_disk[0].initialize_params[0].image, "/family/confidential-space")
    error_message = "The production image runs, not the debug one."
  }

  assert {
    condition     = length(google_compute_instance.this.network_interface[0].access_config) == 0 && google_compute_instance.this.metadata["serial-port-enable"] == "false"
    error_message = "There is no external address and no serial console."
  }

  assert {
    condition     = google_compute_instance.this.shielded_instance_config[0].enable_secure_boot && google_compute_instance.this.shielded_instance_config[0].enable_vtpm
    error_message = "The machine boots securely and measures its boot."
  }

  assert {
    condition     = google_compute_instance.this.boot_disk[0].kms_key_self_link == var.kms_key_id && google_compute_instance.this.boot_disk[0].auto_delete
    error_message = "The disk uses the customer's key and goes with the machine."
  }

  assert {
    condition     = !google_compute_instance.this.can_ip_forward && google_compute_instance.this.shielded_instance_config[0].enable_integrity_monitoring
    error_message = "The machine forwards nothing and its integrity is monitored."
  }
}

run "the_key_opens_for_the_attested_image_only" {
  command = plan

  assert {
    condition     = google_kms_crypto_key_iam_binding.attested.members == toset(["principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/genomics-attested/attribute.image_digest/sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    error_message = "Nobody but the image may decrypt."
  }

  assert {
    condition = alltrue([for clause in ["'STABLE' in", "'CONFIDENTIAL_SPACE'", "'GCP_INTEL_TDX'", "'disabled-since-boot'", "sha256:9f86d081", "genomics-tee@acme-ai-prod"] :
      strcontains(google_iam_workload_identity_pool_provider.this.attribute_condition, clause)
    ])
    error_message = "The condition names image, hardware, debug state, digest and account."
  }

  assert {
    condition     = google_kms_crypto_key_iam_binding.providers.role == "roles/cloudkms.cryptoKeyEncrypter"
    error_message = "Providers encrypt only."
  }

  assert {
    condition     = !google_iam_workload_identity_pool.this.disabled && !google_iam_workload_identity_pool_provider.this.disabled
    error_message = "Attestation is in force."
  }
}

run "a_tag_is_not_an_image" {
  command = plan

  variables {
    image = "europe-west4-docker.pkg.dev/acme-ai-prod/release/trainer:latest"
  }

  expect_failures = [var.image]
}

run "machines_without_tdx_are_refused" {
  command = plan

  variables {
    machine_type = "n1-standard-8"
  }

  expect_failures = [var.machine_type]
}

run "providers_may_not_launch" {
  command = plan

  variables {
    launchers = ["group:hospital@partner.example"]
  }

  expect_failures = [var.data_providers]
}
