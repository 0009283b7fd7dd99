output "bucket" {
  description = "Bucket of the training data."
  value       = module.data.name
}

output "bucket_arn" {
  description = "ARN of the bucket."
  value       = module.data.arn
}

output "database_name" {
  description = "Glue database of the catalogue."
  value       = aws_glue_catalog_database.this.name
}

output "security_configuration_name" {
  description = "Glue security configuration for jobs on the data."
  value       = aws_glue_security_configuration.this.name
}
