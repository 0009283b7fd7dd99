output "inspect_template_id" {
  description = "Id of the inspection template; Model Armor can use it too."
  value       = "${local.parent}/inspectTemplates/${google_data_loss_prevention_inspect_template.this.template_id}"
}

output "deidentify_template_id" {
  description = "Id of the pseudonymization template."
  value       = "${local.parent}/deidentifyTemplates/${google_data_loss_prevention_deidentify_template.this.template_id}"
}

output "findings_dataset" {
  description = "BigQuery dataset of the findings."
  value       = google_bigquery_dataset.findings.id
}
