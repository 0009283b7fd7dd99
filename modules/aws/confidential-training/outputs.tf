output "attested_key_arn" {
  description = "Key that only the measured enclave decrypts with."
  value       = aws_kms_key.attested.arn
}

output "role_arn" {
  description = "Role of the instances, for bucket policies and further grants."
  value       = local.host_role_arn

  depends_on = [aws_iam_role.this]
}

output "autoscaling_group_names" {
  description = "Groups of enclave hosts and of SEV-SNP instances."
  value       = { for key, group in aws_autoscaling_group.this : key => group.name }
}
