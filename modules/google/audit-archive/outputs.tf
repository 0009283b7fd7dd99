output "archive_id" {
  description = "Id of the log bucket."
  value       = google_logging_project_bucket_config.archive.id
}

output "access_log_bucket" {
  description = "Name of the bucket for usage logs, once Cloud Storage may deliver to it."
  value       = google_storage_bucket_iam_binding.usage_log_delivery["access-logs"].bucket
}

output "findings_topic_id" {
  description = "Pub/Sub topic on which Security Command Center findings arrive."
  value       = google_pubsub_topic.findings.id
}

output "notification_channels" {
  description = "Monitoring notification channels of the people that alerts go to, for the alerts of other modules."
  value       = local.notification_channels
}
