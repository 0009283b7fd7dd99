output "model_armor_template" {
  description = "Template that consumers name in their calls (model_armor_config)."
  value       = google_model_armor_template.this.name
}

output "consumer_role" {
  description = "Role that lets a service account call models."
  value       = google_project_iam_custom_role.consumer.id
}

output "invocation_dataset" {
  description = "BigQuery dataset of logged prompts, responses and calls."
  value       = google_bigquery_dataset.invocations.id
}
