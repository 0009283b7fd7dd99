# Nothing is implied: both directions end in a logged refusal, and every permitted flow is listed above it.
resource "google_compute_firewall" "deny_ingress" {
  project       = var.project_id
  name          = "${var.name}-deny-ingress"
  network       = google_compute_network.this.id
  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "deny_egress" {
  project            = var.project_id
  name               = "${var.name}-deny-egress"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 65534
  destination_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "egress_google_apis" {
  project            = var.project_id
  name               = "${var.name}-egress-google-apis"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = ["${var.google_apis_address}/32"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

# Collective communication (NCCL, Gloo, MPI) opens ports as it goes, so nodes of the training tier talk freely among themselves.
resource "google_compute_firewall" "training_ingress" {
  project            = var.project_id
  name               = "${var.name}-training-ingress"
  network            = google_compute_network.this.id
  direction          = "INGRESS"
  priority           = 1000
  source_ranges      = [var.subnet_cidrs.training, var.subnet_cidrs.pods]
  destination_ranges = [var.subnet_cidrs.training, var.subnet_cidrs.pods]

  allow {
    protocol = "tcp"
  }

  allow {
    protocol = "udp"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "training_egress" {
  project            = var.project_id
  name               = "${var.name}-training-egress"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 1000
  source_ranges      = [var.subnet_cidrs.training, var.subnet_cidrs.pods]
  destination_ranges = [var.subnet_cidrs.training, var.subnet_cidrs.pods]

  allow {
    protocol = "tcp"
  }

  allow {
    protocol = "udp"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

# Training and serving reach the private endpoints of the data tier (443; 10000 is gRPC of Vertex AI Vector Search).
resource "google_compute_firewall" "data_ingress" {
  project            = var.project_id
  name               = "${var.name}-data-ingress"
  network            = google_compute_network.this.id
  direction          = "INGRESS"
  priority           = 1000
  source_ranges      = [var.subnet_cidrs.training, var.subnet_cidrs.pods, var.subnet_cidrs.serving]
  destination_ranges = [var.subnet_cidrs.data]

  allow {
    protocol = "tcp"
    ports    = ["443", "10000"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "data_egress" {
  project            = var.project_id
  name               = "${var.name}-data-egress"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 1000
  source_ranges      = [var.subnet_cidrs.training, var.subnet_cidrs.pods, var.subnet_cidrs.serving]
  destination_ranges = [var.subnet_cidrs.data]

  allow {
    protocol = "tcp"
    ports    = ["443", "10000"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}
