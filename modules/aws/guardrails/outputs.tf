output "policy_ids" {
  description = "Organization policies by name: foundation, ai and ai-opt-out."
  value       = { for name, policy in aws_organizations_policy.this : name => policy.id }
}
