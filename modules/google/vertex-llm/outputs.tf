output "model_armor_template" {
  description = "Template that consumers name in their calls (model_armor_config)."
  value       = google_model_armor_template.this.name
}

output "consumer_role" {
  description = "Role that lets a service account call models."
  value       = google_project_iam_custom_role.consumer.id
}

output "invocation_log_bucket" {
  description = "Log bucket of prompts, responses and calls."
  value       = google_logging_project_bucket_config.invocations.id
}
