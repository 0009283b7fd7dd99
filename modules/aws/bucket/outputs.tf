output "name" {
  description = "Name of the bucket, known at plan."
  value       = var.bucket
}

output "arn" {
  description = "ARN of the bucket, known at plan."
  value       = local.bucket_arn
}

output "id" {
  description = "Name of the bucket, known once it exists: refer to it where the bucket must come first."
  value       = aws_s3_bucket.this.id
}
