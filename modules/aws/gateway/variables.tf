variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "endpoint_name" {
  description = "SageMaker endpoint behind the gateway."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$", var.endpoint_name))
    error_message = "endpoint_name must be the name of a SageMaker endpoint."
  }
}

variable "domain_name" {
  description = "Name under which the API is reached; the default address of API Gateway, which accepts old TLS, is off."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))
    error_message = "domain_name must be a domain name."
  }
}

variable "certificate_arn" {
  description = "Certificate of the domain, in the region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:", var.certificate_arn))
    error_message = "certificate_arn must be an ARN of acm."
  }
}

variable "user_pool_arns" {
  description = "Cognito user pools whose access tokens are accepted."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.user_pool_arns) >= 1 && alltrue([for arn in var.user_pool_arns : can(regex("^arn:aws[a-z-]*:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/", arn))])
    error_message = "user_pool_arns must name at least one user pool."
  }
}

variable "authorization_scope" {
  description = "Scope that an access token must carry."
  type        = string
  default     = "models/invoke"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.:/-]+$", var.authorization_scope))
    error_message = "authorization_scope must be the name of a scope."
  }
}

variable "consumers" {
  description = "Consumers of the model, each with a key and limits of its own: requests per second, burst, and requests per day."
  type = map(object({
    rate  = optional(number, 10)
    burst = optional(number, 20)
    daily = optional(number, 10000)
  }))
  nullable = false

  validation {
    condition     = length(var.consumers) >= 1 && alltrue([for consumer in var.consumers : consumer.rate >= 1 && consumer.rate <= 1000 && consumer.burst >= 1 && consumer.burst <= 2000 && consumer.daily >= 1 && consumer.daily <= 10000000])
    error_message = "consumers need a rate of 1 to 1000, a burst of 1 to 2000 and 1 to 10000000 requests a day."
  }
}

variable "throttle" {
  description = "Limits of all consumers together: requests per second and burst."
  type = object({
    rate  = number
    burst = number
  })
  default = {
    rate  = 100
    burst = 200
  }
  nullable = false

  validation {
    condition     = var.throttle.rate >= 1 && var.throttle.rate <= 10000 && var.throttle.burst >= 1 && var.throttle.burst <= 5000
    error_message = "throttle must have a rate of 1 to 10000 and a burst of 1 to 5000."
  }
}

variable "requests_per_address" {
  description = "Requests that one address may make in five minutes before the WAF blocks it."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.requests_per_address >= 10 && var.requests_per_address <= 20000
    error_message = "requests_per_address must be 10 to 20000."
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
