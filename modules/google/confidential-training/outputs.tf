output "instance_id" {
  description = "Id of the confidential machine."
  value       = google_compute_instance.this.id
}

output "service_account_email" {
  description = "Account of the workload."
  value       = local.service_account
}

output "attestation_audience" {
  description = "Provider that the workload exchanges its attestation token with."
  value       = "//iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${google_iam_workload_identity_pool.this.workload_identity_pool_id}/providers/${google_iam_workload_identity_pool_provider.this.workload_identity_pool_provider_id}"
}
