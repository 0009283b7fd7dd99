output "address" {
  description = "Address to point the domain at."
  value       = google_compute_global_address.this.address
}

output "security_policy_id" {
  description = "Cloud Armor policy of the gateway."
  value       = google_compute_security_policy.this.id
}

output "backend_service_id" {
  description = "Backend service; its numeric id is the audience of the tokens that Identity-Aware Proxy passes on."
  value       = google_compute_backend_service.this.id
}
