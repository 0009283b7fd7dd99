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
  description = "Customer-managed key of the findings and the guardrail; Macie, S3 and Bedrock must be able to use it."
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

variable "key_admin_role_arns" {
  description = "Roles that administer the key of the pseudonyms and never use it."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.key_admin_role_arns) >= 1 && alltrue([for arn in var.key_admin_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "key_admin_role_arns must name at least one IAM role."
  }
}

variable "pseudonymization_role_arns" {
  description = "Roles that replace identities by pseudonyms. They encrypt and cannot decrypt."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.pseudonymization_role_arns) >= 1 && alltrue([for arn in var.pseudonymization_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "pseudonymization_role_arns must name at least one IAM role."
  }
}

variable "reidentification_role_arns" {
  description = "The few roles that may turn pseudonyms back into identities."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.reidentification_role_arns) >= 1 && length(var.reidentification_role_arns) <= 3 && alltrue([for arn in var.reidentification_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "reidentification_role_arns must name one to three IAM roles."
  }

  validation {
    condition     = length(setintersection(var.reidentification_role_arns, setunion(var.pseudonymization_role_arns, var.key_admin_role_arns))) == 0
    error_message = "A role that re-identifies may neither pseudonymize nor administer the key."
  }
}

variable "custom_identifiers" {
  description = "Regular expressions, by name, of personal data that only this organization has, such as customer numbers."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for pattern in values(var.custom_identifiers) : length(pattern) >= 3 && length(pattern) <= 500])
    error_message = "custom_identifiers must be expressions of 3 to 500 characters."
  }
}

variable "inspected_bucket_arns" {
  description = "Buckets that the redaction job reads."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.inspected_bucket_arns) >= 1 && alltrue([for arn in var.inspected_bucket_arns : can(regex("^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]+$", arn))])
    error_message = "inspected_bucket_arns must name at least one bucket."
  }
}

variable "data_kms_key_arns" {
  description = "Customer-managed keys of the inspected buckets."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.data_kms_key_arns) >= 1 && alltrue([for arn in var.data_kms_key_arns : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "data_kms_key_arns must be ARNs of KMS keys."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that hears of every re-identification."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be an ARN of sns."
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
