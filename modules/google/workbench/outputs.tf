output "instance_names" {
  description = "Names of the instances by owner; gcloud compute ssh NAME --tunnel-through-iap -- -L 8080:localhost:8080 opens one."
  value       = { for key, instance in google_workbench_instance.this : key => instance.name }
}

output "service_account_email" {
  description = "Account that the notebooks run as."
  value       = local.service_account
}

output "colab_runtime_template_id" {
  description = "Template for Colab Enterprise runtimes."
  value       = google_colab_runtime_template.this.id
}
