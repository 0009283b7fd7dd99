output "service_name" {
  description = "Name of the service."
  value       = kubernetes_service_v1.this.metadata[0].name
}

output "url" {
  description = "Address of the server inside the cluster."
  value       = "http://${kubernetes_service_v1.this.metadata[0].name}.${var.namespace}.svc.cluster.local"
}

output "releases" {
  description = "Image that each release runs."
  value       = { for name, release in local.releases : name => "${var.repository}@${release.digest}" }
}
