mock_provider "google" {}

variables {
  project_id           = "acme-ai-prod"
  region               = "europe-west4"
  name                 = "vision"
  kms_key_id           = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/training-data"
  pseudonym_kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/pseudonyms"
  wrapped_key          = "CiQAc2FtcGxlLXdyYXBwZWQta2V5LXRoYXQtbm8ta2V5LXVud3JhcHMSSQBzYW1wbGUtd3JhcHBlZC1rZXktdGhhdC1uby1rZXktdW53cmFwcy1zYW1wbGUtd3JhcHBlZC1r"
  raw_bucket           = "acme-ai-prod-vision-raw"
  pseudonymized_bucket = "acme-ai-prod-vision-curated"
  privacy_officers     = ["group:privacy-office@acme.example"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "everything_new_is_inspected_every_day" {
  command = plan

  assert {
    condition     = google_data_loss_prevention_job_trigger.this.status == "HEALTHY" && google_data_loss_prevention_job_trigger.this.triggers[0].schedule[0].recurrence_period_duration == "86400s"
    error_message = "The job is active and runs daily."
  }

  assert {
    condition     = google_data_loss_prevention_job_trigger.this.inspect_job[0].storage_config[0].cloud_storage_options[0].files_limit_percent == 100
    error_message = "Every file is inspected, not a sample."
  }

  assert {
    condition     = google_data_loss_prevention_job_trigger.this.inspect_job[0].actions[1].deidentify[0].cloud_storage_output == "gs://acme-ai-prod-vision-curated/pseudonymized"
    error_message = "A pseudonymized copy is written."
  }

  assert {
    condition     = google_data_loss_prevention_job_trigger.this.inspect_job[0].storage_config[0].timespan_config[0].enable_auto_population_of_timespan_config && !google_bigquery_dataset.findings.delete_contents_on_destroy
    error_message = "A run takes up where the last one ended, and findings are kept."
  }
}

run "findings_do_not_repeat_the_data" {
  command = plan

  assert {
    condition     = !google_data_loss_prevention_inspect_template.this.inspect_config[0].include_quote
    error_message = "Findings carry no quotes."
  }

  assert {
    condition     = length(setsubtract(["EMAIL_ADDRESS", "PERSON_NAME", "CREDIT_CARD_NUMBER", "PASSWORD"], google_data_loss_prevention_inspect_template.this.inspect_config[0].info_types[*].name)) == 0
    error_message = "Names, addresses, card numbers and secrets are looked for."
  }

  assert {
    condition     = google_bigquery_dataset.findings.default_encryption_configuration[0].kms_key_name == var.kms_key_id && google_bigquery_dataset.findings.default_table_expiration_ms == 31536000000
    error_message = "Findings are encrypted and expire."
  }
}

run "pseudonyms_have_a_key_of_their_own" {
  command = plan

  variables {
    pseudonym_kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/training-data"
  }

  expect_failures = [var.pseudonym_kms_key_id]
}

run "an_unwrapped_key_is_refused" {
  command = plan

  variables {
    wrapped_key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
  }

  expect_failures = [var.wrapped_key]
}

run "raw_and_pseudonymized_data_are_kept_apart" {
  command = plan

  variables {
    pseudonymized_bucket = "acme-ai-prod-vision-raw"
  }

  expect_failures = [var.pseudonymized_bucket]
}
