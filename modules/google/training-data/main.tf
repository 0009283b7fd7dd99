# Raw data arrives here and leaves when it has been curated or has outlived its purpose.
resource "google_storage_bucket" "raw" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-raw"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = var.deletion_protected ? "PREVENT" : "DELETE"
  labels                      = merge(var.labels, { purpose = "training-data-raw" })

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id

    # Objects under Google's or a caller's own key are refused.
    google_managed_encryption_enforcement_config {
      restriction_mode = "FULLY_RESTRICTED"
    }

    customer_supplied_encryption_enforcement_config {
      restriction_mode = "FULLY_RESTRICTED"
    }

    customer_managed_encryption_enforcement_config {
      restriction_mode = "NOT_RESTRICTED"
    }
  }

  logging {
    log_bucket        = var.access_log_bucket
    log_object_prefix = "${var.name}-raw"
  }

  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = var.raw_expiry_days
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 30
      with_state                 = "ARCHIVED"
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }

    condition {
      age = 7
    }
  }
}

# What models are trained on. An object cannot be changed or removed before its retention ends, so a model can be traced to its data.
resource "google_storage_bucket" "curated" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-curated"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = var.deletion_protected ? "PREVENT" : "DELETE"
  labels                      = merge(var.labels, { purpose = "training-data-curated" })

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id

    google_managed_encryption_enforcement_config {
      restriction_mode = "FULLY_RESTRICTED"
    }

    customer_supplied_encryption_enforcement_config {
      restriction_mode = "FULLY_RESTRICTED"
    }

    customer_managed_encryption_enforcement_config {
      restriction_mode = "NOT_RESTRICTED"
    }
  }

  logging {
    log_bucket        = var.access_log_bucket
    log_object_prefix = "${var.name}-curated"
  }

  # A policy that can be lifted protects nothing, so there is a locked one or none.
  dynamic "retention_policy" {
    for_each = var.retention_locked ? [var.retention_days] : []

    content {
      retention_period = tostring(retention_policy.value * 86400)
      is_locked        = true
    }
  }

  soft_delete_policy {
    retention_duration_seconds = 2592000
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }

    condition {
      age                   = 90
      matches_storage_class = ["STANDARD"]
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = var.curated_expiry_days
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 90
      num_newer_versions         = 3
      with_state                 = "ARCHIVED"
    }
  }
}

# Tabular training data. Tables and partitions expire, so nothing stays because it was forgotten.
resource "google_bigquery_dataset" "curated" {
  project                         = var.project_id
  dataset_id                      = replace("${var.name}_curated", "-", "_")
  location                        = var.region
  description                     = "Tabular training data of ${var.name}."
  default_table_expiration_ms     = var.curated_expiry_days * 86400000
  default_partition_expiration_ms = var.curated_expiry_days * 86400000
  delete_contents_on_destroy      = false
  deletion_policy                 = var.deletion_protected ? "PREVENT" : "DELETE"
  max_time_travel_hours           = "168"
  labels                          = merge(var.labels, { purpose = "training-data-curated" })

  default_encryption_configuration {
    kms_key_name = var.kms_key_id
  }
}
