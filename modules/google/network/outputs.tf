# Ids are composed from names, so that a plan already shows what is attached where.
output "network_id" {
  description = "Id of the VPC network."
  value       = "projects/${var.project_id}/global/networks/${google_compute_network.this.name}"
}

output "subnet_ids" {
  description = "Ids of the subnets by tier: data, training, serving."
  value = {
    data     = "projects/${var.project_id}/regions/${var.region}/subnetworks/${google_compute_subnetwork.data.name}"
    training = "projects/${var.project_id}/regions/${var.region}/subnetworks/${google_compute_subnetwork.training.name}"
    serving  = "projects/${var.project_id}/regions/${var.region}/subnetworks/${google_compute_subnetwork.serving.name}"
  }
}

output "training_ranges" {
  description = "Names of the secondary ranges of the training subnet for pods and services."
  value = {
    pods     = google_compute_subnetwork.training.secondary_ip_range[0].range_name
    services = google_compute_subnetwork.training.secondary_ip_range[1].range_name
  }
}

output "egress_proxy" {
  description = "HTTPS proxy through which the listed hosts are reached; null when none is listed."
  value       = length(var.egress_hosts) > 0 ? "http://${local.proxy_address}:443" : null
}
