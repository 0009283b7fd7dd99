# Embeddings can be turned back into much of the text they were made from, so they are kept like the text.
resource "google_storage_bucket" "embeddings" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-vectors"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = var.deletion_protected ? "PREVENT" : "DELETE"
  labels                      = merge(var.labels, { purpose = "embeddings" })

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id
  }

  logging {
    log_bucket        = var.access_log_bucket
    log_object_prefix = "${var.name}-vectors"
  }

  soft_delete_policy {
    retention_duration_seconds = 604800
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

resource "google_storage_bucket_iam_binding" "writers" {
  bucket  = google_storage_bucket.embeddings.name
  role    = "roles/storage.objectUser"
  members = var.writers
}

resource "google_vertex_ai_index" "this" {
  project             = var.project_id
  region              = var.region
  display_name        = var.name
  description         = "Approximate nearest neighbours over ${google_storage_bucket.embeddings.name}."
  index_update_method = "STREAM_UPDATE"
  deletion_policy     = var.deletion_protected ? "PREVENT" : "DELETE"
  labels              = var.labels

  metadata {
    contents_delta_uri = "gs://${google_storage_bucket.embeddings.name}/contents"

    config {
      dimensions                  = var.dimensions
      approximate_neighbors_count = 150
      distance_measure_type       = "DOT_PRODUCT_DISTANCE"
      shard_size                  = "SHARD_SIZE_SMALL"

      algorithm_config {
        tree_ah_config {
          leaf_node_embedding_count    = 1000
          leaf_nodes_to_search_percent = 10
        }
      }
    }
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}
