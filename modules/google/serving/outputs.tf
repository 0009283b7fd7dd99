output "endpoint_id" {
  description = "Id of the private Vertex AI endpoint."
  value       = google_vertex_ai_endpoint.this.id
}

output "deployment_resource_pool_id" {
  description = "Pool to deploy models to."
  value       = google_vertex_ai_deployment_resource_pool.this.id
}

output "service_account_email" {
  description = "Account that deployed models and the container run as."
  value       = local.service_account
}

output "capture_dataset" {
  description = "BigQuery dataset of the sampled requests and responses."
  value       = google_bigquery_dataset.capture.id
}

output "cloud_run_service" {
  description = "Name of the Cloud Run service; null without a container."
  value       = var.container == null ? null : google_cloud_run_v2_service.this[0].name
}
