output "execution_role_arn" {
  description = "Role of the jobs."
  value       = local.execution_role_arn

  depends_on = [aws_iam_role.execution]
}

output "pipeline_arn" {
  description = "Pipeline that trains and registers."
  value       = aws_sagemaker_pipeline.this.arn
}

output "artifact_prefix" {
  description = "Where the jobs write model artifacts."
  value       = local.output_path
}
