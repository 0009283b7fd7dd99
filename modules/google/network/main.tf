# Without default routes nothing in the network has a path to the internet, whatever address or tag it is given.
resource "google_compute_network" "this" {
  project                         = var.project_id
  name                            = var.name
  auto_create_subnetworks         = false
  delete_default_routes_on_create = true
  routing_mode                    = "REGIONAL"
}

resource "google_compute_subnetwork" "data" {
  project                    = var.project_id
  region                     = var.region
  name                       = "${var.name}-data"
  network                    = google_compute_network.this.id
  ip_cidr_range              = var.subnet_cidrs.data
  private_ip_google_access   = true
  private_ipv6_google_access = "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE"

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_subnetwork" "training" {
  project                    = var.project_id
  region                     = var.region
  name                       = "${var.name}-training"
  network                    = google_compute_network.this.id
  ip_cidr_range              = var.subnet_cidrs.training
  private_ip_google_access   = true
  private_ipv6_google_access = "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE"

  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = var.subnet_cidrs.pods
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = var.subnet_cidrs.services
  }

  # Inter-node traffic of a training job is voluminous and stays inside the tier, so it is sampled.
  log_config {
    aggregation_interval = "INTERVAL_30_SEC"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_subnetwork" "serving" {
  project                    = var.project_id
  region                     = var.region
  name                       = "${var.name}-serving"
  network                    = google_compute_network.this.id
  ip_cidr_range              = var.subnet_cidrs.serving
  private_ip_google_access   = true
  private_ipv6_google_access = "ENABLE_OUTBOUND_VM_ACCESS_TO_GOOGLE"

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 1
    metadata             = "INCLUDE_ALL_METADATA"
  }
}
