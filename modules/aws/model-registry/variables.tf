variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "stage_role_arns" {
  description = "The role that deploys each stage: dev, test and prod. Each reads its own model package group, image repository and artifact prefix, and no other."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(["dev", "test", "prod"], keys(var.stage_role_arns))) == 0 && length(var.stage_role_arns) == 3
    error_message = "stage_role_arns must name a role for dev, test and prod."
  }

  validation {
    condition     = alltrue([for arn in values(var.stage_role_arns) : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))]) && length(distinct(values(var.stage_role_arns))) == 3
    error_message = "stage_role_arns must be three different IAM roles; roots and wildcards are refused."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of images, artifacts and the pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "logs_kms_key_arn" {
  description = "Customer-managed key of the log groups. Its policy must let CloudWatch Logs use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.logs_kms_key_arn))
    error_message = "logs_kms_key_arn must be the ARN of a KMS key, not an alias."
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

variable "vpc_id" {
  description = "VPC of the subnets."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-z]+$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC."
  }
}

variable "subnet_ids" {
  description = "Private subnets that builds run in."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the builds."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "source_connection_arn" {
  description = "CodeConnections connection to the repository of the model code."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/", var.source_connection_arn))
    error_message = "source_connection_arn must be the ARN of a connection."
  }
}

variable "source_repository" {
  description = "Repository, as owner/name, with buildspec.yml (build, test, scan, sign) and promote.yml (promotion to production)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+$", var.source_repository))
    error_message = "source_repository must be owner/name."
  }
}

variable "source_branch" {
  description = "Protected branch that is built."
  type        = string
  default     = "main"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_./-]+$", var.source_branch))
    error_message = "source_branch must be a branch name."
  }
}

variable "alarm_topic_arn" {
  description = "SNS topic that alarms notify."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.alarm_topic_arn))
    error_message = "alarm_topic_arn must be an ARN of sns."
  }
}

variable "log_retention_days" {
  description = "Days that log groups keep events. At least a year for investigations, at most ten so that nothing is kept without end."
  type        = number
  default     = 400
  nullable    = false

  validation {
    condition     = contains([365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a CloudWatch Logs period between 365 and 3653 days."
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
