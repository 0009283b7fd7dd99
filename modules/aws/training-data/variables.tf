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
  description = "Customer-managed key of the data, the catalogue and the jobs that read them."
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

variable "admin_role_arns" {
  description = "Roles that grant access to the catalogue in Lake Formation. They hold no data themselves."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.admin_role_arns) >= 1 && alltrue([for arn in var.admin_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "admin_role_arns must name at least one IAM role."
  }
}

variable "reader_role_arns" {
  description = "Roles, by any name, that may read the tables, such as the execution role of training."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.reader_role_arns) : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "reader_role_arns must be IAM roles."
  }
}

variable "object_lock" {
  description = "Retention that protects new objects from change. COMPLIANCE binds everybody; GOVERNANCE lets a data protection officer's role erase on request. Null for data that must stay erasable by its owner."
  type = object({
    mode = string
    days = number
  })
  default = {
    mode = "GOVERNANCE"
    days = 30
  }

  validation {
    condition     = var.object_lock == null || try(contains(["GOVERNANCE", "COMPLIANCE"], var.object_lock.mode) && var.object_lock.days >= 1 && var.object_lock.days <= 3650, false)
    error_message = "object_lock must be GOVERNANCE or COMPLIANCE for 1 to 3650 days."
  }
}

variable "expiration_days" {
  description = "Days after which training data is deleted, so that none is kept without need."
  type        = number
  default     = 730
  nullable    = false

  validation {
    condition     = var.expiration_days >= 1 && var.expiration_days <= 3650 && var.expiration_days > try(var.object_lock.days, 0)
    error_message = "expiration_days must be 1 to 3650 and longer than the object lock."
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
