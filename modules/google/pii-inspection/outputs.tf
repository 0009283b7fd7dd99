output "inspect_template_id" {
  description = "Id of the inspection template; Model Armor can use it too."
  value       = google_data_loss_prevention_inspect_template.this.id
}

output "deidentify_template_id" {
  description = "Id of the pseudonymization template."
  value       = google_data_loss_prevention_deidentify_template.this.id
}

output "findings_dataset" {
  description = "BigQuery dataset of the findings."
  value       = google_bigquery_dataset.findings.id
}
