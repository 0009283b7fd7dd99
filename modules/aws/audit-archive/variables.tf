variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the archive, the trail, the log group and the topic. Its policy must let CloudTrail, Config, CloudWatch and EventBridge use it, as the key for logs of the keys module does."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "access_log_bucket" {
  description = "Bucket of the account's baseline that receives server access logs: in the same account and region, encrypted with SSE-S3, with a policy that lets logging.s3.amazonaws.com write."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "access_log_bucket must be the name of an S3 bucket."
  }
}

variable "backup" {
  description = "Where objects are replicated to: a versioned bucket and key in a backup account, so that neither an intruder nor a mistake in this account can reach the copy."
  type = object({
    account_id  = string
    bucket_arn  = string
    kms_key_arn = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.backup.account_id)) && can(regex("^arn:aws[a-z-]*:s3:::[a-z0-9.-]+$", var.backup.bucket_arn)) && can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.backup.kms_key_arn))
    error_message = "backup must name an account, the ARN of a bucket and the ARN of a KMS key."
  }
}

variable "retention_days" {
  description = "Days for which nobody, the account root included, can delete or overwrite an archived log."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.retention_days >= 365 && var.retention_days <= 3653
    error_message = "retention_days must be 365 to 3653."
  }
}

variable "expiration_days" {
  description = "Days after which archived logs are deleted. Longer than retention_days."
  type        = number
  default     = 730
  nullable    = false

  validation {
    condition     = var.expiration_days > var.retention_days && var.expiration_days <= 3683
    error_message = "expiration_days must be longer than retention_days and at most 3683."
  }
}

variable "delegated_administrator" {
  description = "Whether this account administers GuardDuty for the organization. If so, every member account is enrolled."
  type        = bool
  default     = true
  nullable    = false
}

variable "notification_emails" {
  description = "Addresses that are told about alarms and findings."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.notification_emails : can(regex("^[^@\\s]+@[^@\\s]+[.][a-z]{2,}$", address))])
    error_message = "notification_emails must be e-mail addresses."
  }
}

variable "tags" {
  description = "Tags of every resource. owner, risk-tier and data-classification are required: findings reach a person and risk reviews a tier by them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for key in ["owner", "risk-tier", "data-classification"] : try(length(var.tags[key]) > 0, false)])
    error_message = "tags must name owner, risk-tier and data-classification."
  }
}
