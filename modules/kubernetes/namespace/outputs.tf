output "name" {
  description = "Name of the namespace, once its limits and policies hold."
  value       = kubernetes_namespace_v1.this.metadata[0].name

  depends_on = [
    kubernetes_default_service_account_v1.this,
    kubernetes_limit_range_v1.this,
    kubernetes_network_policy_v1.deny,
    kubernetes_resource_quota_v1.this,
  ]
}

output "service_account_name" {
  description = "Service account for workloads."
  value       = kubernetes_service_account_v1.workload.metadata[0].name
}
