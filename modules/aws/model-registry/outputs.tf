output "model_package_group_names" {
  description = "Model package group of each stage."
  value       = { for stage, group in aws_sagemaker_model_package_group.this : stage => group.model_package_group_name }
}

output "repository_urls" {
  description = "Image repository of each stage."
  value       = { for stage, repository in aws_ecr_repository.this : stage => repository.repository_url }
}

output "artifact_bucket" {
  description = "Bucket of the model artifacts."
  value       = module.artifacts.name
}

output "artifact_bucket_arn" {
  description = "ARN of the artifact bucket."
  value       = module.artifacts.arn
}

output "signing_profile_arn" {
  description = "Profile that images are signed with."
  value       = aws_signer_signing_profile.this.arn
}

output "pipeline_arn" {
  description = "Pipeline from source to production."
  value       = aws_codepipeline.this.arn
}
