output "archive_id" {
  description = "Id of the locked log bucket."
  value       = google_logging_project_bucket_config.archive.id
}

output "access_log_bucket" {
  description = "Name of the bucket for usage logs, once Cloud Storage may deliver to it."
  value       = google_storage_bucket_iam_binding.access_log_delivery.bucket
}

output "findings_topic_id" {
  description = "Pub/Sub topic on which Security Command Center findings arrive."
  value       = google_pubsub_topic.findings.id
}
