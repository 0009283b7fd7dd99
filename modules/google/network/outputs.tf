output "network_id" {
  description = "Id of the VPC network."
  value       = google_compute_network.this.id
}

output "subnet_ids" {
  description = "Ids of the subnets by tier: data, training, serving."
  value = {
    data     = google_compute_subnetwork.data.id
    training = google_compute_subnetwork.training.id
    serving  = google_compute_subnetwork.serving.id
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
