# Usage logs of the data and artifact buckets, which name every object read and written.
resource "google_storage_bucket" "access_logs" {
  #checkov:skip=CKV_GCP_62:This bucket receives the usage logs of all others; logging its own use would feed itself. Reads of it are in the audit archive.
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-access-logs"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = var.labels

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id
  }

  retention_policy {
    retention_period = tostring(var.retention_days * 86400)
    is_locked        = true
  }

  # Logs have an upper bound too: they go 30 days after their retention ends.
  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = var.retention_days + 30
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

  lifecycle {
    prevent_destroy = true
  }
}

# Cloud Storage delivers usage logs as this group, which Google owns.
resource "google_storage_bucket_iam_binding" "access_log_delivery" {
  bucket  = google_storage_bucket.access_logs.name
  role    = "roles/storage.objectCreator"
  members = ["group:cloud-storage-analytics@google.com"]
}
