# Cloud IDS inspects a copy of everything that enters or leaves the three tiers. Its endpoint lives in a network of
# Google's, reached over a peering, and is zonal; every region has a zone b.
resource "google_compute_global_address" "services" {
  count = var.intrusion_detection ? 1 : 0

  project       = var.project_id
  name          = "${var.name}-services"
  address_type  = "INTERNAL"
  purpose       = "VPC_PEERING"
  prefix_length = 24
  network       = google_compute_network.this.id
}

resource "google_service_networking_connection" "services" {
  count = var.intrusion_detection ? 1 : 0

  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.services[0].name]
}

resource "google_cloud_ids_endpoint" "this" {
  count = var.intrusion_detection ? 1 : 0

  project     = var.project_id
  location    = "${var.region}-b"
  name        = var.name
  network     = google_compute_network.this.id
  severity    = "INFORMATIONAL"
  description = "Alerts on threats of every severity."

  depends_on = [google_service_networking_connection.services]
}

resource "google_compute_packet_mirroring" "intrusion_detection" {
  count = var.intrusion_detection ? 1 : 0

  project = var.project_id
  region  = var.region
  name    = "${var.name}-intrusion-detection"

  network {
    url = google_compute_network.this.id
  }

  collector_ilb {
    url = google_cloud_ids_endpoint.this[0].endpoint_forwarding_rule
  }

  mirrored_resources {
    subnetworks {
      url = google_compute_subnetwork.data.id
    }

    subnetworks {
      url = google_compute_subnetwork.training.id
    }

    subnetworks {
      url = google_compute_subnetwork.serving.id
    }
  }
}
