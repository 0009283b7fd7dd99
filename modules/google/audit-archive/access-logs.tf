# Usage logs of the data and artifact buckets, which name every object read and written. The use of that bucket is logged
# into a second one, and the use of the second into the first, so nobody reads either without a trace in the other.
# Cloud Storage delivers a usage log once an hour at most, and a storage log once a day, so the two do not feed each
# other faster than that: https://cloud.google.com/storage/docs/access-logs
locals {
  usage_log_targets = {
    access-logs = "log-reads"
    log-reads   = "access-logs"
  }

  # Composed: two buckets that refer to each other would be a cycle, and Cloud Storage does not ask whether the bucket
  # that it is given exists yet (https://github.com/GoogleCloudPlatform/gsutil/issues/1295).
  usage_log_names = { for purpose in keys(local.usage_log_targets) : purpose => "${var.project_id}-${var.name}-${purpose}" }
}

resource "google_storage_bucket" "usage_logs" {
  for_each = local.usage_log_targets

  project                     = var.project_id
  name                        = local.usage_log_names[each.key]
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = var.deletion_protected ? "PREVENT" : "DELETE"
  labels                      = var.labels

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id
  }

  logging {
    log_bucket        = local.usage_log_names[each.value]
    log_object_prefix = each.key
  }

  # A policy that can be lifted protects nothing, so there is a locked one or none. New logs still arrive under it.
  dynamic "retention_policy" {
    for_each = var.retention_locked ? [var.retention_days] : []

    content {
      retention_period = tostring(retention_policy.value * 86400)
      is_locked        = true
    }
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
}

# Cloud Storage delivers usage logs as this group, which Google owns.
resource "google_storage_bucket_iam_binding" "usage_log_delivery" {
  for_each = google_storage_bucket.usage_logs

  bucket  = each.value.name
  role    = "roles/storage.objectCreator"
  members = ["group:cloud-storage-analytics@google.com"]
}
