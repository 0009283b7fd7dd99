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
  description = "Subnets of the training tier, in at least two Availability Zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the training tier; nodes of one job must be allowed to reach each other."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of job volumes and outputs."
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

variable "data_bucket_arn" {
  description = "Bucket of the training data; jobs read it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:s3:", var.data_bucket_arn))
    error_message = "data_bucket_arn must be an ARN of s3."
  }
}

variable "data_kms_key_arn" {
  description = "Customer-managed key of the training data."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.data_kms_key_arn))
    error_message = "data_kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "artifact_bucket_arn" {
  description = "Bucket of the model artifacts; jobs write under their own prefix."
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
  description = "Training image in ECR, by digest, so that what was reviewed is what runs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be an image in ECR pinned by its sha256 digest."
  }
}

variable "instance_type" {
  description = "SageMaker instance type of the nodes. Types with local NVMe storage (most GPU types) encrypt it in hardware and take no volume key."
  type        = string
  default     = "ml.m5.12xlarge"
  nullable    = false

  validation {
    condition     = can(regex("^ml[.][a-z0-9-]+[.][a-z0-9]+$", var.instance_type))
    error_message = "instance_type must be a SageMaker instance type such as ml.p5.48xlarge."
  }
}

variable "instance_count" {
  description = "Nodes of a job."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.instance_count >= 1 && var.instance_count <= 64
    error_message = "instance_count must be 1 to 64."
  }
}

variable "volume_size_in_gb" {
  description = "Encrypted volume of each node."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.volume_size_in_gb >= 30 && var.volume_size_in_gb <= 16384
    error_message = "volume_size_in_gb must be 30 to 16384."
  }
}

variable "max_runtime_in_seconds" {
  description = "Longest run of a job, which bounds its cost."
  type        = number
  default     = 86400
  nullable    = false

  validation {
    condition     = var.max_runtime_in_seconds >= 600 && var.max_runtime_in_seconds <= 2419200
    error_message = "max_runtime_in_seconds must be ten minutes to 28 days."
  }
}

variable "hyper_parameters" {
  description = "Hyperparameters of the job. Never secrets: they are readable in the job description."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.hyper_parameters) : !can(regex("(?i)(password|secret|token|api_?key)", key))])
    error_message = "hyper_parameters must not carry secrets; read them from Secrets Manager in the job."
  }
}

variable "model_package_group" {
  description = "Model package group, of stage dev, that trained models are registered in, waiting for approval."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$", var.model_package_group))
    error_message = "model_package_group must be the name of a model package group."
  }
}

variable "inference_image" {
  description = "Inference image in ECR, by digest, that the registered model is served with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.inference_image))
    error_message = "inference_image must be an image in ECR pinned by its sha256 digest."
  }
}

variable "jobs" {
  description = "Single training jobs outside the pipeline, by name; the value is the prefix of their data. They share every setting of the pipeline's job."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, prefix in var.jobs : can(regex("^[a-z0-9][a-z0-9-]{0,30}$", name)) && can(regex("^[A-Za-z0-9_./=-]+$", prefix))])
    error_message = "jobs must map names of lower-case letters, digits and hyphens to S3 prefixes."
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
