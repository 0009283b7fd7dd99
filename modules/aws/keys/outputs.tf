output "key_arns" {
  description = "ARN of the key of each purpose."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}

output "alias_names" {
  description = "Alias of the key of each purpose."
  value       = { for purpose, alias in aws_kms_alias.this : purpose => alias.name }
}

output "hsm_cluster_id" {
  description = "CloudHSM cluster, to be initialized before custom_key_store_certificate is set. Null without one."
  value       = one(aws_cloudhsm_v2_cluster.this[*].cluster_id)
}
