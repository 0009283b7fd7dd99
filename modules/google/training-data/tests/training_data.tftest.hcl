mock_provider "google" {}

variables {
  project_id        = "acme-ai-prod"
  region            = "europe-west4"
  name              = "vision"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/training-data"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  producers         = ["serviceAccount:ingest@acme-ai-prod.iam.gserviceaccount.com"]
  curators          = ["group:data-curation@acme.example"]
  trainers          = ["serviceAccount:training@acme-ai-prod.iam.gserviceaccount.com"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "data_is_private_encrypted_and_logged" {
  command = plan

  assert {
    condition = alltrue([for bucket in [google_storage_bucket.raw, google_storage_bucket.curated] :
    bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access && bucket.versioning[0].enabled])
    error_message = "Buckets are private, IAM-only and versioned."
  }

  assert {
    condition = alltrue([for bucket in [google_storage_bucket.raw, google_storage_bucket.curated] :
    bucket.encryption[0].default_kms_key_name == var.kms_key_id && bucket.encryption[0].google_managed_encryption_enforcement_config[0].restriction_mode == "FULLY_RESTRICTED"])
    error_message = "Objects are encrypted with the customer's key and no other."
  }

  assert {
    condition     = alltrue([for bucket in [google_storage_bucket.raw, google_storage_bucket.curated] : bucket.logging[0].log_bucket == var.access_log_bucket])
    error_message = "Every access is logged."
  }

  assert {
    condition     = google_bigquery_dataset.curated.default_encryption_configuration[0].kms_key_name == var.kms_key_id
    error_message = "Tables are encrypted with the customer's key."
  }

  assert {
    condition = alltrue([for bucket in [google_storage_bucket.raw, google_storage_bucket.curated] :
      !bucket.force_destroy && bucket.encryption[0].customer_supplied_encryption_enforcement_config[0].restriction_mode == "FULLY_RESTRICTED"
    ])
    error_message = "Buckets are not emptied by a destroy, and take no key of a caller."
  }

  assert {
    condition     = !google_bigquery_dataset.curated.delete_contents_on_destroy
    error_message = "Tables are not dropped by a destroy."
  }
}

run "curated_data_is_immutable_and_everything_expires" {
  command = plan

  assert {
    condition     = google_storage_bucket.curated.retention_policy[0].is_locked && google_storage_bucket.curated.retention_policy[0].retention_period == "2592000"
    error_message = "Curated objects are locked for 30 days."
  }

  assert {
    condition     = google_bigquery_dataset.curated.default_table_expiration_ms == 63072000000
    error_message = "Tables expire after two years."
  }

  assert {
    condition     = one(google_storage_bucket.raw.lifecycle_rule[0].condition).age == 90
    error_message = "Raw data expires after 90 days."
  }

  assert {
    condition     = google_dataplex_asset.raw.discovery_spec[0].enabled && google_dataplex_asset.curated.discovery_spec[0].enabled && google_project_service.lineage.service == "datalineage.googleapis.com"
    error_message = "Data is catalogued and its lineage followed."
  }
}

run "duties_are_separated" {
  command = plan

  assert {
    condition     = google_storage_bucket_iam_binding.raw_producers.role == "roles/storage.objectCreator" && google_storage_bucket_iam_binding.raw_producers.members == var.producers
    error_message = "Producers add raw data and nothing else."
  }

  assert {
    condition     = length(setintersection(google_storage_bucket_iam_binding.raw_curators.members, var.trainers)) == 0
    error_message = "Trainers never read raw data."
  }
}

run "a_trainer_may_not_curate" {
  command = plan

  variables {
    curators = ["serviceAccount:training@acme-ai-prod.iam.gserviceaccount.com"]
  }

  expect_failures = [var.trainers]
}

run "the_public_may_not_curate" {
  command = plan

  variables {
    curators = ["allUsers"]
  }

  expect_failures = [var.curators]
}

run "data_may_not_stay_for_ever" {
  command = plan

  variables {
    curated_expiry_days = 20000
  }

  expect_failures = [var.curated_expiry_days]
}
