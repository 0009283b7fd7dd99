# A model in a container of its own, on Cloud Run, in place of or beside the Vertex AI endpoint.
resource "google_cloud_run_v2_service" "this" {
  count = var.container == null ? 0 : 1

  project             = var.project_id
  location            = var.region
  name                = var.name
  description         = "Inference service of ${var.name}."
  deletion_protection = var.deletion_protected
  labels              = var.labels

  # Reached through the gateway's load balancer, by callers whom IAM knows; the run.app address is off.
  ingress              = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  invoker_iam_disabled = false
  default_uri_disabled = true

  binary_authorization {
    use_default = true
  }

  template {
    revision                         = "${var.name}-${var.container.release}"
    service_account                  = local.service_account
    encryption_key                   = var.kms_key_id
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN2"
    max_instance_request_concurrency = 8
    timeout                          = "60s"
    gpu_zonal_redundancy_disabled    = false

    scaling {
      min_instance_count = 1
      max_instance_count = var.container.max_instances
    }

    # Everything the container sends goes through the serving subnet, so through its firewall and logs.
    vpc_access {
      egress = "ALL_TRAFFIC"

      network_interfaces {
        network    = var.network_id
        subnetwork = var.subnet_id
      }
    }

    node_selector {
      accelerator = "nvidia-l4"
    }

    containers {
      image = var.container.image

      resources {
        limits = {
          "cpu"            = "8"
          "memory"         = "32Gi"
          "nvidia.com/gpu" = "1"
        }
        startup_cpu_boost = true
      }

      ports {
        container_port = 8080
      }

      startup_probe {
        period_seconds    = 10
        failure_threshold = 30

        http_get {
          path = "/health"
          port = 8080
        }
      }

      liveness_probe {
        period_seconds    = 30
        failure_threshold = 3

        http_get {
          path = "/health"
          port = 8080
        }
      }
    }
  }

  # Traffic goes to revisions by name, never to whatever came last: an earlier one is a change of numbers away.
  dynamic "traffic" {
    for_each = var.container.traffic

    content {
      type     = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"
      revision = "${var.name}-${traffic.key}"
      percent  = traffic.value
    }
  }
}

resource "google_cloud_run_v2_service_iam_binding" "invokers" {
  count = var.container == null ? 0 : 1

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.this[0].name
  role     = "roles/run.invoker"
  members  = var.container.invokers
}
