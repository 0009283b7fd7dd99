output "url" {
  description = "Where consumers send invocations."
  value       = "https://${var.domain_name}/invocations"
}

output "regional_domain_name" {
  description = "Target of the DNS record of the domain."
  value       = aws_api_gateway_domain_name.this.regional_domain_name
}

output "api_key_ids" {
  description = "Ids of the consumers' keys; the values stay in API Gateway."
  value       = { for consumer, key in aws_api_gateway_api_key.this : consumer => key.id }
}

output "web_acl_arn" {
  description = "Web ACL in front of the API."
  value       = aws_wafv2_web_acl.this.arn
}
