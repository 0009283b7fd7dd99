locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.delivery.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

# Renders, promotes and deploys. It is not an approver, and builders cannot act as it.
resource "google_service_account" "delivery" {
  project      = var.project_id
  account_id   = "${var.name}-delivery"
  display_name = "Delivery of ${var.name}"
}

resource "google_project_iam_member" "delivery" {
  for_each = toset(["roles/clouddeploy.jobRunner", "roles/clouddeploy.releaser", "roles/logging.logWriter", "roles/run.developer"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}

# Builds and deployments run on private workers that leave through the organization's network only.
resource "google_compute_network_attachment" "workers" {
  project               = var.project_id
  region                = var.region
  name                  = "${var.name}-workers"
  description           = "Private Service Connect interface of the Cloud Build workers."
  connection_preference = "ACCEPT_MANUAL"
  subnetworks           = [var.subnet_id]

  # Cloud Build adds its tenant project here.
  lifecycle {
    ignore_changes = [producer_accept_lists]
  }
}

resource "google_cloudbuild_worker_pool" "this" {
  project      = var.project_id
  location     = var.region
  name         = "${var.name}-workers"
  display_name = "Private workers of ${var.name}"

  worker_config {
    machine_type                 = "e2-standard-4"
    disk_size_gb                 = 100
    no_external_ip               = true
    enable_nested_virtualization = false
  }

  private_service_connect {
    network_attachment = "projects/${var.project_id}/regions/${var.region}/networkAttachments/${google_compute_network_attachment.workers.name}"
    route_all_traffic  = true
  }
}

resource "google_storage_bucket" "delivery" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-delivery"
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = merge(var.labels, { purpose = "pipeline-artifacts" })

  versioning {
    enabled = true
  }

  encryption {
    default_kms_key_name = var.kms_key_id
  }

  logging {
    log_bucket        = var.access_log_bucket
    log_object_prefix = "${var.name}-delivery"
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      age = 365
    }
  }
}

resource "google_storage_bucket_iam_binding" "delivery" {
  bucket  = google_storage_bucket.delivery.name
  role    = "roles/storage.objectUser"
  members = ["serviceAccount:${local.service_account}"]
}

resource "google_clouddeploy_target" "test" {
  project          = var.project_id
  location         = var.region
  name             = "${var.name}-test"
  description      = "Where a release is verified."
  require_approval = false
  labels           = merge(var.labels, { stage = "test" })

  run {
    location = "projects/${var.test_project_id}/locations/${var.region}"
  }

  execution_configs {
    usages           = ["RENDER", "DEPLOY", "VERIFY"]
    worker_pool      = google_cloudbuild_worker_pool.this.id
    service_account  = local.service_account
    artifact_storage = "gs://${google_storage_bucket.delivery.name}/test"
  }
}

resource "google_clouddeploy_target" "production" {
  project          = var.project_id
  location         = var.region
  name             = "${var.name}-production"
  description      = "Takes approved releases only."
  require_approval = true
  labels           = merge(var.labels, { stage = "production" })

  run {
    location = "projects/${var.project_id}/locations/${var.region}"
  }

  execution_configs {
    usages           = ["RENDER", "DEPLOY", "VERIFY"]
    worker_pool      = google_cloudbuild_worker_pool.this.id
    service_account  = local.service_account
    artifact_storage = "gs://${google_storage_bucket.delivery.name}/production"
  }
}

resource "google_clouddeploy_delivery_pipeline" "this" {
  project     = var.project_id
  location    = var.region
  name        = var.name
  description = "Test, approval, then production by steps, each of them verified."
  labels      = var.labels

  serial_pipeline {
    stages {
      target_id = google_clouddeploy_target.test.name

      strategy {
        standard {
          verify = true
        }
      }
    }

    stages {
      target_id = google_clouddeploy_target.production.name

      strategy {
        canary {
          runtime_config {
            cloud_run {
              automatic_traffic_control = true
            }
          }

          canary_deployment {
            percentages = [5, 25, 50]
            verify      = true
          }
        }
      }
    }
  }
}

# A step that fails is undone without waiting for anybody.
resource "google_clouddeploy_automation" "rollback" {
  project           = var.project_id
  location          = var.region
  name              = "rollback"
  delivery_pipeline = google_clouddeploy_delivery_pipeline.this.name
  description       = "Rolls production back when a phase fails."
  service_account   = local.service_account
  suspended         = false
  labels            = var.labels

  selector {
    targets {
      id = google_clouddeploy_target.production.name
    }
  }

  rules {
    repair_rollout_rule {
      id = "rollback"

      repair_phases {
        rollback {
          disable_rollback_if_rollout_pending = false
        }
      }
    }
  }
}

resource "google_clouddeploy_target_iam_binding" "approvers" {
  project  = var.project_id
  location = var.region
  name     = google_clouddeploy_target.production.name
  role     = "roles/clouddeploy.approver"
  members  = var.approvers
}
