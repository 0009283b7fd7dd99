# Reached through Private Service Connect from this project only, with a token of a listed issuer, and every query is logged.
resource "google_vertex_ai_index_endpoint" "this" {
  project                 = var.project_id
  region                  = var.region
  display_name            = var.name
  description             = "Private endpoint of ${var.name}."
  public_endpoint_enabled = false
  labels                  = var.labels

  private_service_connect_config {
    enable_private_service_connect = true
    project_allowlist              = [var.project_id]
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}

resource "google_vertex_ai_index_endpoint_deployed_index" "this" {
  region                = var.region
  index_endpoint        = google_vertex_ai_index_endpoint.this.id
  index                 = google_vertex_ai_index.this.id
  deployed_index_id     = replace(var.name, "-", "_")
  display_name          = var.name
  enable_access_logging = true

  deployed_index_auth_config {
    auth_provider {
      audiences       = [var.token_audience]
      allowed_issuers = sort(var.token_issuers)
    }
  }

  # Two replicas, so that one can be replaced; a maximum, so that a flood of queries has a price limit.
  dedicated_resources {
    min_replica_count = 2
    max_replica_count = var.max_replicas

    machine_spec {
      machine_type = "e2-standard-16"
    }
  }
}

resource "google_compute_address" "endpoint" {
  project      = var.project_id
  region       = var.region
  name         = "${var.name}-vectors"
  address_type = "INTERNAL"
  subnetwork   = var.subnet_id
  labels       = var.labels
}

resource "google_compute_forwarding_rule" "endpoint" {
  project               = var.project_id
  region                = var.region
  name                  = "${var.name}-vectors"
  network               = var.network_id
  ip_address            = google_compute_address.endpoint.id
  target                = google_vertex_ai_index_endpoint_deployed_index.this.private_endpoints[0].service_attachment
  load_balancing_scheme = ""
  labels                = var.labels
}
