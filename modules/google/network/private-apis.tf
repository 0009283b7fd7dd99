# One Private Service Connect endpoint answers for every Google API that VPC Service Controls can guard, Vertex AI included.
# The bundle vpc-sc leaves out APIs that could carry data past the perimeter.
resource "google_compute_global_address" "google_apis" {
  project      = var.project_id
  name         = "${var.name}-google-apis"
  address_type = "INTERNAL"
  purpose      = "PRIVATE_SERVICE_CONNECT"
  network      = google_compute_network.this.id
  address      = var.google_apis_address
}

# A forwarding rule for Google APIs takes only letters and digits, 20 at most.
resource "google_compute_global_forwarding_rule" "google_apis" {
  project               = var.project_id
  name                  = "googleapis"
  target                = "vpc-sc"
  network               = google_compute_network.this.id
  ip_address            = google_compute_global_address.google_apis.id
  load_balancing_scheme = ""
}

locals {
  # Every domain under which Google serves its APIs, images and notebooks, by the name of its zone.
  google_domains = {
    googleapis          = "googleapis.com."
    gcr                 = "gcr.io."
    artifact-registry   = "pkg.dev."
    cloud-run           = "run.app."
    notebooks           = "notebooks.cloud.google.com."
    notebook-content    = "notebooks.googleusercontent.com."
    kernel-content      = "kernels.googleusercontent.com."
    vertex-ai-workbench = "aiplatform-notebook.cloud.google.com."
  }
}

resource "google_dns_managed_zone" "google" {
  for_each = local.google_domains

  project     = var.project_id
  name        = "${var.name}-${each.key}"
  dns_name    = each.value
  description = "Resolves ${each.value} to the private endpoint for Google APIs."
  visibility  = "private"
  labels      = var.labels

  private_visibility_config {
    networks {
      network_url = google_compute_network.this.id
    }
  }
}

resource "google_dns_record_set" "google_apex" {
  for_each = local.google_domains

  project      = var.project_id
  managed_zone = google_dns_managed_zone.google[each.key].name
  name         = each.value
  type         = "A"
  ttl          = 300
  rrdatas      = [var.google_apis_address]
}

# restricted.googleapis.com is the name clients use for APIs inside a perimeter; here it is the private endpoint.
resource "google_dns_record_set" "restricted" {
  project      = var.project_id
  managed_zone = google_dns_managed_zone.google["googleapis"].name
  name         = "restricted.googleapis.com."
  type         = "A"
  ttl          = 300
  rrdatas      = [var.google_apis_address]
}

resource "google_dns_record_set" "google_wildcard" {
  for_each = local.google_domains

  project      = var.project_id
  managed_zone = google_dns_managed_zone.google[each.key].name
  name         = "*.${each.value}"
  type         = "CNAME"
  ttl          = 300
  rrdatas      = [each.key == "googleapis" ? "restricted.googleapis.com." : each.value]
}

resource "google_dns_policy" "this" {
  project                   = var.project_id
  name                      = var.name
  description               = "Logs every query of the network; refuses to answer queries from outside it."
  enable_logging            = true
  enable_inbound_forwarding = false

  networks {
    network_url = google_compute_network.this.id
  }
}
