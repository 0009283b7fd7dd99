output "domain_id" {
  description = "Studio domain."
  value       = aws_sagemaker_domain.this.id
}

output "execution_role_arn" {
  description = "Role that notebooks act as."
  value       = local.role_arn

  depends_on = [aws_iam_role.this]
}

output "notebook_arns" {
  description = "Notebook instances."
  value       = { for key, notebook in aws_sagemaker_notebook_instance.this : key => notebook.arn }
}
