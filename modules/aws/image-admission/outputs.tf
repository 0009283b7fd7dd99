output "policy_name" {
  description = "Name of the admission policy and its binding."
  value       = local.name
}
