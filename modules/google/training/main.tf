locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.training.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

# Jobs run as this account. It has no key, and no role beyond running jobs, writing telemetry and the bucket below;
# module training-data lets it read curated data.
resource "google_service_account" "training" {
  project      = var.project_id
  account_id   = "${var.name}-training"
  display_name = "Training of ${var.name}"
}

resource "google_project_iam_member" "training" {
  for_each = toset(["roles/aiplatform.user", "roles/logging.logWriter", "roles/monitoring.metricWriter"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}

# Only these people and pipelines may run code as the training account.
resource "google_service_account_iam_binding" "launchers" {
  service_account_id = google_service_account.training.name
  role               = "roles/iam.serviceAccountUser"
  members            = var.launchers
}

# Checkpoints, pipeline artifacts and trained models.
resource "google_storage_bucket" "artifacts" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-artifacts"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  deletion_policy             = var.deletion_protected ? "PREVENT" : "DELETE"
  labels                      = merge(var.labels, { purpose = "model-artifacts" })

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id
  }

  logging {
    log_bucket        = var.access_log_bucket
    log_object_prefix = "${var.name}-artifacts"
  }

  soft_delete_policy {
    retention_duration_seconds = 2592000
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age            = 30
      matches_prefix = ["checkpoints/"]
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 365
      with_state                 = "ARCHIVED"
    }
  }
}

resource "google_storage_bucket_iam_binding" "artifacts" {
  bucket  = google_storage_bucket.artifacts.name
  role    = "roles/storage.objectUser"
  members = ["serviceAccount:${local.service_account}"]
}

# Jobs join the training subnet through this attachment and have no other network.
resource "google_compute_network_attachment" "training" {
  project               = var.project_id
  region                = var.region
  name                  = "${var.name}-training"
  description           = "Private Service Connect interface of Vertex AI training in the training subnet."
  connection_preference = "ACCEPT_MANUAL"
  subnetworks           = [var.subnet_id]

  # Vertex AI adds its tenant project here when a job first connects.
  lifecycle {
    ignore_changes = [producer_accept_lists]
  }
}

# Machines kept for training. Google encrypts traffic between its virtual machines; the key encrypts their disks.
resource "google_vertex_ai_persistent_resource" "training" {
  project      = var.project_id
  location     = var.region
  name         = var.name
  display_name = "Training of ${var.name}"
  labels       = var.labels

  resource_pools {
    machine_spec {
      machine_type      = var.machine.type
      accelerator_type  = var.machine.accelerator_type
      accelerator_count = tostring(var.machine.accelerator_count)
    }

    autoscaling_spec {
      min_replica_count = "1"
      max_replica_count = tostring(var.max_replicas)
    }

    disk_spec {
      boot_disk_type    = "pd-ssd"
      boot_disk_size_gb = 200
    }
  }

  psc_interface_config {
    network_attachment = "projects/${var.project_id}/regions/${var.region}/networkAttachments/${google_compute_network_attachment.training.name}"
  }

  resource_runtime_spec {
    service_account_spec {
      enable_custom_service_account = true
    }
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}

resource "google_vertex_ai_tensorboard" "this" {
  project      = var.project_id
  region       = var.region
  display_name = var.name
  description  = "Metrics of the training runs of ${var.name}."
  labels       = var.labels

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}

resource "google_monitoring_alert_policy" "failures" {
  project               = var.project_id
  display_name          = "${var.name}: training job failed"
  combiner              = "OR"
  enabled               = true
  severity              = "ERROR"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "A training job or pipeline logged an error"

    condition_matched_log {
      filter = "resource.type=(\"ml_job\" OR \"aiplatform.googleapis.com/PipelineJob\") AND severity>=ERROR"
    }
  }

  alert_strategy {
    auto_close = "86400s"

    notification_rate_limit {
      period = "900s"
    }
  }
}
