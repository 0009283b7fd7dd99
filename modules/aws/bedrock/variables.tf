variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "model_ids" {
  description = "Foundation models that may be called on demand, without a profile. Nothing else can be."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.model_ids : can(regex("^[a-z0-9-]+[.][a-z0-9.:-]+$", id)) && !can(regex("embed|rerank", id))])
    error_message = "model_ids must be ids of foundation models; wildcards are refused, and models for embeddings belong in embedding_model_ids."
  }

  validation {
    condition     = length(var.model_ids) + length(var.embedding_model_ids) + length(var.inference_profile_ids) >= 1
    error_message = "model_ids, embedding_model_ids and inference_profile_ids must name at least one model together."
  }
}

variable "embedding_model_ids" {
  description = "Foundation models for embeddings and ranking that may be called, such as amazon.titan-embed-text-v2:0. Bedrock takes no guardrail on them, so they are the only ones that are called without."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.embedding_model_ids : can(regex("^[a-z0-9-]+[.][a-z0-9-]*(embed|rerank)[a-z0-9.:-]*$", id))])
    error_message = "embedding_model_ids must be ids of models that make or rank embeddings; others need a guardrail."
  }
}

variable "consumer_role_arns" {
  description = "Roles of the applications that call models."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.consumer_role_arns) >= 1 && alltrue([for arn in var.consumer_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "consumer_role_arns must name at least one IAM role; wildcards are refused."
  }
}

variable "denied_topics" {
  description = "Topics, by name, that are blocked; the value defines the topic in a sentence."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, definition in var.denied_topics : can(regex("^[A-Za-z0-9 !?._-]{1,100}$", name)) && length(definition) >= 10 && length(definition) <= 200])
    error_message = "denied_topics must map names to definitions of 10 to 200 characters."
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
  description = "Subnets of the private endpoints, in at least two Availability Zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the private endpoints."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the guardrail and of logged prompts and answers."
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

variable "log_days" {
  description = "Days after which logged prompts and answers are deleted."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_days >= 30 && var.log_days <= 400
    error_message = "log_days must be 30 to 400."
  }
}

variable "monthly_budget_usd" {
  description = "Spend on Bedrock in a month, in US dollars, at which the topic is told."
  type        = number
  nullable    = false

  validation {
    condition     = var.monthly_budget_usd >= 1
    error_message = "monthly_budget_usd must be positive."
  }
}

variable "tokens_per_hour" {
  description = "Input tokens in an hour, over all models, above which the topic is told."
  type        = number
  default     = 5000000
  nullable    = false

  validation {
    condition     = var.tokens_per_hour >= 1000
    error_message = "tokens_per_hour must be at least 1000."
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

variable "inference_profile_ids" {
  description = "System-defined inference profiles that may be called, such as eu.anthropic.claude-sonnet-4-20250514-v1:0, for models that take no calls of their own. Their models answer in any region of the geography."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.inference_profile_ids : can(regex("^(us|us-gov|eu|apac|ca|jp|au)[.][a-z0-9-]+[.][A-Za-z0-9.:-]+$", id))])
    error_message = "inference_profile_ids must name one profile of one geography each; global ones leave it."
  }
}
