output "feature_group_arns" {
  description = "ARN of each feature group."
  value       = { for key, group in aws_sagemaker_feature_group.this : key => group.arn }
}

output "offline_bucket" {
  description = "Bucket of the offline store."
  value       = module.offline.name
}

output "reader_policy_arn" {
  description = "Policy for roles that read features."
  value       = aws_iam_policy.reader.arn
}

output "writer_policy_arn" {
  description = "Policy for roles that ingest features."
  value       = aws_iam_policy.writer.arn
}
