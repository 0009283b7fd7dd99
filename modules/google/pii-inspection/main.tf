# What counts as personal data, written once and used by every job and by Model Armor.
resource "google_data_loss_prevention_inspect_template" "this" {
  parent       = local.parent
  template_id  = "${var.name}-inspect"
  display_name = "${var.name} inspection"
  description  = "Personal data and secrets that may not reach a training set or a prompt."

  inspect_config {
    min_likelihood = "POSSIBLE"
    # Findings say what and where, never the value itself.
    include_quote = false

    dynamic "info_types" {
      for_each = local.info_types

      content {
        name = info_types.value
      }
    }

    limits {
      max_findings_per_item    = 1000
      max_findings_per_request = 3000
    }
  }
}

# The same person gets the same pseudonym, so records still join. Only holders of the pseudonym key can go back.
resource "google_data_loss_prevention_deidentify_template" "this" {
  parent       = local.parent
  template_id  = "${var.name}-deidentify"
  display_name = "${var.name} pseudonymization"
  description  = "Replaces personal data with deterministic surrogates under a key of its own."

  deidentify_config {
    info_type_transformations {
      transformations {
        dynamic "info_types" {
          for_each = local.info_types

          content {
            name = info_types.value
          }
        }

        primitive_transformation {
          crypto_deterministic_config {
            surrogate_info_type {
              name = "PSEUDONYM"
            }

            crypto_key {
              kms_wrapped {
                crypto_key_name = var.pseudonym_kms_key_id
                wrapped_key     = var.wrapped_key
              }
            }
          }
        }
      }
    }
  }
}

# Reads what has arrived since the last run, writes a pseudonymized copy, and reports what it found.
resource "google_data_loss_prevention_job_trigger" "this" {
  parent       = local.parent
  trigger_id   = "${var.name}-inspect"
  display_name = "${var.name} daily inspection"
  description  = "Inspects new raw data every day."
  status       = "HEALTHY"

  triggers {
    schedule {
      recurrence_period_duration = "86400s"
    }
  }

  inspect_job {
    inspect_template_name = google_data_loss_prevention_inspect_template.this.id

    storage_config {
      cloud_storage_options {
        files_limit_percent = 100

        file_set {
          url = "gs://${var.raw_bucket}/**"
        }
      }

      timespan_config {
        enable_auto_population_of_timespan_config = true
      }
    }

    actions {
      save_findings {
        output_config {
          table {
            project_id = var.project_id
            dataset_id = google_bigquery_dataset.findings.dataset_id
          }
        }
      }
    }

    actions {
      deidentify {
        cloud_storage_output = "gs://${var.pseudonymized_bucket}/pseudonymized"

        transformation_config {
          deidentify_template            = google_data_loss_prevention_deidentify_template.this.id
          structured_deidentify_template = google_data_loss_prevention_deidentify_template.this.id
        }
      }
    }

    actions {
      publish_summary_to_cscc {}
    }

    actions {
      publish_to_stackdriver {}
    }
  }
}

resource "google_bigquery_dataset" "findings" {
  project                         = var.project_id
  dataset_id                      = replace("${var.name}_pii_findings", "-", "_")
  location                        = var.region
  description                     = "Where personal data was found, without the data."
  default_table_expiration_ms     = 365 * 86400000
  default_partition_expiration_ms = 365 * 86400000
  delete_contents_on_destroy      = false
  labels                          = var.labels

  default_encryption_configuration {
    kms_key_name = var.kms_key_id
  }
}

resource "google_bigquery_dataset_iam_binding" "findings_readers" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.findings.dataset_id
  role       = "roles/bigquery.dataViewer"
  members    = var.privacy_officers
}

# Going back from a pseudonym needs this role and, besides, decryption with the pseudonym key, which module keys grants to few.
resource "google_project_iam_member" "reidentifiers" {
  for_each = var.privacy_officers

  project = var.project_id
  role    = "roles/dlp.user"
  member  = each.value
}

locals {
  parent     = "projects/${var.project_id}/locations/${var.region}"
  info_types = sort(setunion(local.base_info_types, var.more_info_types))

  base_info_types = toset([
    "AUTH_TOKEN",
    "CREDIT_CARD_NUMBER",
    "DATE_OF_BIRTH",
    "EMAIL_ADDRESS",
    "GCP_API_KEY",
    "GCP_CREDENTIALS",
    "IBAN_CODE",
    "IP_ADDRESS",
    "MEDICAL_RECORD_NUMBER",
    "PASSPORT",
    "PASSWORD",
    "PERSON_NAME",
    "PHONE_NUMBER",
    "STREET_ADDRESS",
  ])
}
