variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "feature_groups" {
  description = "Feature groups. features maps names to Integral, Fractional or String; ttl_days bounds how long the online store keeps a record."
  type = map(object({
    record_identifier = string
    event_time        = string
    features          = map(string)
    ttl_days          = optional(number, 90)
  }))
  nullable = false

  validation {
    condition     = length(var.feature_groups) >= 1 && alltrue([for group in var.feature_groups : group.ttl_days >= 1 && group.ttl_days <= 365 && length(setsubtract(values(group.features), ["Integral", "Fractional", "String"])) == 0])
    error_message = "feature_groups need features of type Integral, Fractional or String and ttl_days of 1 to 365."
  }

  validation {
    condition     = alltrue([for group in var.feature_groups : contains(keys(group.features), group.record_identifier) && contains(keys(group.features), group.event_time)])
    error_message = "record_identifier and event_time must be among the features."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the online and offline stores."
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

variable "expiration_days" {
  description = "Days after which records in the offline store are deleted."
  type        = number
  default     = 730
  nullable    = false

  validation {
    condition     = var.expiration_days >= 30 && var.expiration_days <= 3650
    error_message = "expiration_days must be 30 to 3650."
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
