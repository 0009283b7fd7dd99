output "perimeter_name" {
  description = "Full name of the service perimeter."
  value       = google_access_context_manager_service_perimeter.this.name
}

output "restricted_services" {
  description = "Services that the perimeter guards."
  value       = local.restricted_services
}

output "enforced_constraints" {
  description = "Boolean organization policy constraints that are enforced."
  value       = sort(local.enforced_constraints)
}
