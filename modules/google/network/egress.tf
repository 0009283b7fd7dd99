# The only way out is Secure Web Proxy, and only to the hosts listed. Without hosts there is no way out and no proxy.
resource "google_compute_subnetwork" "proxy" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project       = var.project_id
  region        = var.region
  name          = "${var.name}-proxy"
  network       = google_compute_network.this.id
  ip_cidr_range = var.subnet_cidrs.proxy
  purpose       = "REGIONAL_MANAGED_PROXY"
  role          = "ACTIVE"
}

resource "google_network_security_url_lists" "egress" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project     = var.project_id
  location    = var.region
  name        = "${var.name}-egress"
  description = "Hosts outside Google that workloads may reach."
  values      = sort(var.egress_hosts)
}

# The policy refuses whatever no rule allows.
resource "google_network_security_gateway_security_policy" "egress" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project     = var.project_id
  location    = var.region
  name        = "${var.name}-egress"
  description = "Allow-list of the hosts in ${google_network_security_url_lists.egress[0].name}."
}

resource "google_network_security_gateway_security_policy_rule" "egress" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project                 = var.project_id
  location                = var.region
  name                    = "allow-listed-hosts"
  gateway_security_policy = google_network_security_gateway_security_policy.egress[0].name
  enabled                 = true
  priority                = 1000
  session_matcher         = "inUrlList(host(), '${google_network_security_url_lists.egress[0].id}')"
  basic_profile           = "ALLOW"
}

resource "google_network_services_gateway" "egress" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project                              = var.project_id
  location                             = var.region
  name                                 = "${var.name}-egress"
  type                                 = "SECURE_WEB_GATEWAY"
  addresses                            = [local.proxy_address]
  ports                                = [443]
  scope                                = "${var.name}-egress"
  network                              = google_compute_network.this.id
  subnetwork                           = google_compute_subnetwork.serving.id
  gateway_security_policy              = google_network_security_gateway_security_policy.egress[0].id
  delete_swg_autogen_router_on_destroy = true
  labels                               = var.labels

  depends_on = [google_compute_route.egress_proxy, google_compute_subnetwork.proxy]
}

# Secure Web Proxy brings its own Cloud NAT, which serves the proxy alone and needs a default route. Instances gain nothing
# from the route: they have no external address, no NAT, and the firewall denies them every other destination.
resource "google_compute_route" "egress_proxy" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project          = var.project_id
  name             = "${var.name}-egress-proxy"
  network          = google_compute_network.this.id
  dest_range       = "0.0.0.0/0"
  next_hop_gateway = "default-internet-gateway"
  priority         = 1000
}

resource "google_compute_firewall" "egress_proxy" {
  count = length(var.egress_hosts) > 0 ? 1 : 0

  project            = var.project_id
  name               = "${var.name}-egress-proxy"
  network            = google_compute_network.this.id
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = ["${local.proxy_address}/32"]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

locals {
  proxy_address = cidrhost(var.subnet_cidrs.serving, 10)
}
