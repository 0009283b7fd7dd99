mock_provider "google" {}

variables {
  project_id     = "acme-ai-prod"
  project_number = "123456789012"
  region         = "europe-west4"
  name           = "ai-prod"
  administrators = ["group:key-admins@acme.example"]

  keys = {
    training-data = { service_agents = ["bigquery", "storage"] }
    pseudonyms    = { users = ["group:privacy-office@acme.example"] }
  }

  signing_keys = {
    release = ["serviceAccount:release@acme-ai-prod.iam.gserviceaccount.com"]
  }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "keys_are_hsm_backed_and_rotate" {
  command = plan

  assert {
    condition     = alltrue([for key in google_kms_crypto_key.encryption : key.version_template[0].protection_level == "HSM" && key.rotation_period == "7776000s"])
    error_message = "Every encryption key is made in the HSM and rotates every 90 days."
  }

  assert {
    condition     = alltrue([for key in google_kms_crypto_key.encryption : key.destroy_scheduled_duration == "2592000s"])
    error_message = "A destroyed version can be restored for 30 days."
  }

  assert {
    condition     = google_kms_crypto_key.signing["release"].version_template[0].protection_level == "HSM"
    error_message = "Signing keys are made in the HSM."
  }
}

run "only_the_named_users_can_use_a_key" {
  command = plan

  assert {
    condition     = google_kms_crypto_key_iam_binding.users["pseudonyms"].members == toset(["group:privacy-office@acme.example"])
    error_message = "A key is usable by its users and nobody else."
  }

  assert {
    condition = google_kms_crypto_key_iam_binding.users["training-data"].members == toset([
      "serviceAccount:bq-123456789012@bigquery-encryption.iam.gserviceaccount.com",
      "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
    ])
    error_message = "Service agents are named after the project number."
  }

  assert {
    condition     = google_kms_key_ring_iam_binding.administrators.role == "roles/cloudkms.admin"
    error_message = "Administrators hold the management role, which cannot use keys."
  }
}

run "ids_are_known_before_anything_exists" {
  command = plan

  assert {
    condition     = output.key_ids["pseudonyms"] == "projects/acme-ai-prod/locations/europe-west4/keyRings/ai-prod/cryptoKeys/pseudonyms"
    error_message = "A plan shows which key protects what."
  }
}

run "keys_can_live_outside_google" {
  command = plan

  variables {
    external_key_manager = {
      service_directory_service = "projects/acme-net/locations/europe-west4/namespaces/ekm/services/ekm"
      hostname                  = "ekm.acme.example"
      server_certificate_der    = "MIIBszCCAVmgAwIBAgIUQ2VydGlmaWNhdGU="
      crypto_space_path         = "v0/acme"
    }
  }

  assert {
    condition     = alltrue([for key in google_kms_crypto_key.encryption : key.version_template[0].protection_level == "EXTERNAL_VPC" && key.version_template[0].algorithm == "EXTERNAL_SYMMETRIC_ENCRYPTION"])
    error_message = "With an external key manager every encryption key is external."
  }
}

run "administrators_may_not_use_keys" {
  command = plan

  variables {
    administrators = ["group:privacy-office@acme.example"]
  }

  expect_failures = [var.administrators]
}

run "the_public_may_not_use_keys" {
  command = plan

  variables {
    keys = { open = { users = ["allAuthenticatedUsers"] } }
  }

  expect_failures = [var.keys]
}

run "rotation_cannot_be_slower_than_a_quarter" {
  command = plan

  variables {
    rotation_period = "31536000s"
  }

  expect_failures = [var.rotation_period]
}
