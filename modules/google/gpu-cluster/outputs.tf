output "cluster_id" {
  description = "Id of the cluster."
  value       = google_container_cluster.this.id
}

output "workload_pool" {
  description = "Identity pool of the cluster's Kubernetes service accounts."
  value       = google_container_cluster.this.workload_identity_config[0].workload_pool
}

output "node_service_account_email" {
  description = "Account of the nodes."
  value       = local.service_account
}
