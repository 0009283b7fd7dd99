output "archive_bucket" {
  description = "Bucket of the archived logs."
  value       = module.archive.name
}

output "archive_bucket_arn" {
  description = "ARN of the archive."
  value       = module.archive.arn
}

output "alarm_topic_arn" {
  description = "SNS topic for alarms."
  value       = aws_sns_topic.this.arn
}

output "trail_arn" {
  description = "Trail of management and data events."
  value       = aws_cloudtrail.this.arn
}

output "guardduty_detector_id" {
  description = "GuardDuty detector of the region."
  value       = aws_guardduty_detector.this.id
}
