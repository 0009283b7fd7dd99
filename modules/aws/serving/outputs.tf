output "endpoint_name" {
  description = "Name of the endpoint."
  value       = aws_sagemaker_endpoint.this.name
}

output "endpoint_arn" {
  description = "ARN of the endpoint, for policies that allow its invocation."
  value       = "arn:${local.partition}:sagemaker:${local.region}:${local.account_id}:endpoint/${var.name}"
}

output "capture_bucket" {
  description = "Bucket of captured data, baseline and reports."
  value       = module.capture.name
}

output "rollback_alarm_names" {
  description = "Alarms that roll an update back."
  value       = [aws_cloudwatch_metric_alarm.errors.alarm_name, aws_cloudwatch_metric_alarm.latency.alarm_name]
}
