variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "subnet_ids" {
  description = "Subnets of the serving tier, in at least two Availability Zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the serving tier."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the endpoint's volumes, captured data and reports."
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

variable "artifact_bucket_arn" {
  description = "Bucket of the model artifacts; only the prefix prod/ is read."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:s3:", var.artifact_bucket_arn))
    error_message = "artifact_bucket_arn must be an ARN of s3."
  }
}

variable "artifact_kms_key_arn" {
  description = "Customer-managed key of the artifacts."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.artifact_kms_key_arn))
    error_message = "artifact_kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "image" {
  description = "Inference image in ECR, by digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be an image in ECR pinned by its sha256 digest."
  }
}

variable "model_data_key" {
  description = "Key of the model archive below prod/ in the artifact bucket. Put the version into it: a new key makes a new model, and the old one stays for rollback."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.=/-]+[.]tar[.]gz$", var.model_data_key)) && !strcontains(var.model_data_key, "..")
    error_message = "model_data_key must be the key of a .tar.gz archive."
  }
}

variable "instance_type" {
  description = "SageMaker instance type. Types with local NVMe storage (most GPU types) encrypt it in hardware and take no volume key."
  type        = string
  default     = "ml.m5.2xlarge"
  nullable    = false

  validation {
    condition     = can(regex("^ml[.][a-z0-9-]+[.][a-z0-9]+$", var.instance_type))
    error_message = "instance_type must be a SageMaker instance type such as ml.g5.2xlarge."
  }
}

variable "instances" {
  description = "Least and most instances. Two at least, in different zones; the most caps the cost of a flood."
  type = object({
    min = number
    max = number
  })
  default = {
    min = 2
    max = 6
  }
  nullable = false

  validation {
    condition     = var.instances.min >= 2 && var.instances.max >= var.instances.min && var.instances.max <= 100
    error_message = "instances must have 2 <= min <= max <= 100."
  }
}

variable "invocations_per_instance" {
  description = "Invocations per minute and instance that scaling aims at."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.invocations_per_instance >= 1
    error_message = "invocations_per_instance must be positive."
  }
}

variable "canary_percent" {
  description = "Share of the capacity that a new version serves first."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.canary_percent >= 5 && var.canary_percent <= 50
    error_message = "canary_percent must be 5 to 50."
  }
}

variable "latency_limit_ms" {
  description = "Model latency (99th percentile) above which an update is rolled back."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.latency_limit_ms >= 10 && var.latency_limit_ms <= 60000
    error_message = "latency_limit_ms must be 10 to 60000."
  }
}

variable "capture_percent" {
  description = "Share of requests and answers that is captured for monitoring: enough to see drift, no more than needed."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.capture_percent >= 1 && var.capture_percent <= 100
    error_message = "capture_percent must be 1 to 100."
  }
}

variable "capture_days" {
  description = "Days after which captured data is deleted."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.capture_days >= 8 && var.capture_days <= 400
    error_message = "capture_days must be 8 to 400: captured data are locked for 7."
  }
}

variable "monitor_image" {
  description = "Image of SageMaker Model Monitor for the region, from AWS's list of registry paths."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/sagemaker-model-monitor-analyzer", var.monitor_image))
    error_message = "monitor_image must be AWS's sagemaker-model-monitor-analyzer."
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
