output "pseudonym_key_arn" {
  description = "Key that pseudonyms are made with."
  value       = aws_kms_key.pseudonyms.arn
}

output "guardrail_id" {
  description = "Guardrail that masks personal data."
  value       = aws_bedrock_guardrail.this.guardrail_id
}

output "guardrail_version" {
  description = "Published version of the guardrail."
  value       = aws_bedrock_guardrail_version.this.version
}

output "redaction_role_arn" {
  description = "Role for Comprehend jobs that redact buckets."
  value       = aws_iam_role.redaction.arn
}

output "findings_bucket" {
  description = "Bucket of findings and redacted copies."
  value       = module.findings.name
}
