variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
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
  description = "Private subnets, in at least two Availability Zones, with the private endpoints of SageMaker."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the notebooks."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of home directories, volumes and shared output."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "data_bucket_arn" {
  description = "Bucket that the workbench reads; the training data lake, or better a sample of it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:s3:", var.data_bucket_arn))
    error_message = "data_bucket_arn must be an ARN of s3."
  }
}

variable "data_kms_key_arn" {
  description = "Customer-managed key of that bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.data_kms_key_arn))
    error_message = "data_kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "users" {
  description = "Users of the Studio domain: profile names, mapped to user names in IAM Identity Center."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for profile in keys(var.users) : can(regex("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", profile))])
    error_message = "users must map profile names of letters, digits and hyphens to user names."
  }
}

variable "notebooks" {
  description = "Notebook instances outside Studio, by name; the value is the instance type."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, type in var.notebooks : can(regex("^[a-z0-9][a-z0-9-]{0,30}$", name)) && can(regex("^ml[.](t3|m5|c5|g4dn|g5)[.]", type))])
    error_message = "notebooks must map names to instance types of the families t3, m5, c5, g4dn or g5."
  }
}

variable "idle_minutes" {
  description = "Minutes without activity after which notebooks stop."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_minutes >= 60 && var.idle_minutes <= 480
    error_message = "idle_minutes must be 60 (the least that SageMaker takes) to 480."
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
