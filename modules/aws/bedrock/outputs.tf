output "guardrail_id" {
  description = "Guardrail that every call must name."
  value       = aws_bedrock_guardrail.this.guardrail_id
}

output "guardrail_version" {
  description = "Published version of the guardrail."
  value       = aws_bedrock_guardrail_version.this.version
}

output "consumer_policy_arn" {
  description = "Policy to attach to the consumers' roles."
  value       = aws_iam_policy.consumer.arn
}

output "endpoint_id" {
  description = "Private endpoint of the Bedrock runtime."
  value       = aws_vpc_endpoint.runtime.id
}
