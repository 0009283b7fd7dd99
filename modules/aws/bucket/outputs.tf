output "name" {
  description = "Name of the bucket, known at plan; whatever uses it waits for the bucket."
  value       = aws_s3_bucket.this.bucket
}

output "arn" {
  description = "ARN of the bucket, known at plan."
  value       = local.bucket_arn
}
