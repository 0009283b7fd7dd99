output "execution_role_arn" {
  description = "Role of the jobs."
  value       = aws_iam_role.execution.arn
}

output "pipeline_arn" {
  description = "Pipeline that trains and registers."
  value       = aws_sagemaker_pipeline.this.arn
}

output "artifact_prefix" {
  description = "Where the jobs write model artifacts."
  value       = local.output_path
}
