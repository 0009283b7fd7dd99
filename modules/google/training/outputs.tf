output "service_account_email" {
  description = "Account that jobs must run as."
  value       = local.service_account
}

output "artifact_bucket" {
  description = "Bucket for checkpoints, pipeline artifacts and models."
  value       = google_storage_bucket.artifacts.name
}

output "network_attachment_id" {
  description = "Attachment that custom jobs and pipelines name in psc_interface_config."
  value       = google_compute_network_attachment.training.id
}

output "persistent_resource_id" {
  description = "Machines kept for training."
  value       = google_vertex_ai_persistent_resource.training.id
}

output "tensorboard_id" {
  description = "Tensorboard of the runs."
  value       = google_vertex_ai_tensorboard.this.id
}
