output "candidate_repository" {
  description = "Where builders push (REGION-docker.pkg.dev/PROJECT/REPOSITORY)."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.candidate.repository_id}"
}

output "release_repository" {
  description = "Where releases are pulled from (REGION-docker.pkg.dev/PROJECT/REPOSITORY)."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.release.repository_id}"
}

output "attestor" {
  description = "Attestor that releases are signed for."
  value       = google_binary_authorization_attestor.release.id
}

output "delivery_pipeline" {
  description = "Delivery pipeline from test to production."
  value       = google_clouddeploy_delivery_pipeline.this.id
}

output "delivery_service_account_email" {
  description = "Account that promotes and deploys."
  value       = local.service_account
}
