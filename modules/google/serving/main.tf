locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.serving.account_id}@${var.project_id}.iam.gserviceaccount.com"

  # Vertex AI wants a number for a name. Derived from project and name, it is known before anything exists.
  endpoint_name = tostring(10000000 + parseint(substr(sha256("${var.project_id}/${var.name}"), 0, 7), 16))
}

# A dedicated private endpoint: callers in the listed projects reach it through Private Service Connect, nobody else does.
resource "google_vertex_ai_endpoint" "this" {
  #checkov:skip=CKV2_GCP_33:The check knows VPC peering only (attribute network). This endpoint is private through Private Service Connect, which excludes peering.
  project         = var.project_id
  location        = var.region
  region          = var.region
  name            = local.endpoint_name
  display_name    = var.name
  description     = "Private inference endpoint of ${var.name}."
  deletion_policy = var.deletion_protected ? "PREVENT" : "DELETE"
  labels          = var.labels

  # Shares of traffic by deployed model; a new model starts with a small one.
  traffic_split = length(var.traffic_split) == 0 ? null : jsonencode(var.traffic_split)

  private_service_connect_config {
    enable_private_service_connect = true
    project_allowlist              = sort(setunion([var.project_id], var.caller_projects))
  }

  predict_request_response_logging_config {
    enabled       = true
    sampling_rate = var.capture_rate

    bigquery_destination {
      output_uri = "bq://${var.project_id}.${google_bigquery_dataset.capture.dataset_id}.requests"
    }
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}

# Machines that deployed models share. Two at least, so that one can fail; a maximum, so that abuse has a price limit.
resource "google_vertex_ai_deployment_resource_pool" "this" {
  project = var.project_id
  region  = var.region
  name    = var.name

  dedicated_resources {
    min_replica_count = 2
    max_replica_count = var.max_replicas

    machine_spec {
      machine_type      = var.machine.type
      accelerator_type  = var.machine.accelerator_type
      accelerator_count = var.machine.accelerator_count
    }

    autoscaling_metric_specs {
      metric_name = "aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle"
      target      = 60
    }
  }
}

# Sampled requests and responses: what model monitoring compares with the training data. They may hold personal data and expire.
resource "google_bigquery_dataset" "capture" {
  project                         = var.project_id
  dataset_id                      = replace("${var.name}_capture", "-", "_")
  location                        = var.region
  description                     = "Sampled requests and responses of ${var.name}."
  default_table_expiration_ms     = var.capture_expiry_days * 86400000
  default_partition_expiration_ms = var.capture_expiry_days * 86400000
  delete_contents_on_destroy      = false
  labels                          = var.labels

  default_encryption_configuration {
    kms_key_name = var.kms_key_id
  }
}

# Callers may predict. They may not list, deploy, change or delete anything.
resource "google_project_iam_custom_role" "caller" {
  project     = var.project_id
  role_id     = replace("${var.name}_caller", "-", "_")
  title       = "Caller of ${var.name}"
  description = "Sends prediction requests."
  permissions = ["aiplatform.endpoints.predict"]
}

resource "google_project_iam_member" "callers" {
  for_each = var.callers

  project = var.project_id
  role    = "projects/${var.project_id}/roles/${google_project_iam_custom_role.caller.role_id}"
  member  = each.value
}

# What served models and containers run as.
resource "google_service_account" "serving" {
  project      = var.project_id
  account_id   = "${var.name}-serving"
  display_name = "Serving of ${var.name}"
}

resource "google_project_iam_member" "serving" {
  for_each = toset(["roles/cloudtrace.agent", "roles/logging.logWriter", "roles/monitoring.metricWriter"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}
