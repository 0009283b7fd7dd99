variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "availability_zones" {
  description = "Two or three Availability Zones of the region."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 3 && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones must be two or three different zones."
  }
}

variable "cidr_block" {
  description = "Private IPv4 range of the VPC, /16 to /20. Tiers get a sixteenth of it in each zone."
  type        = string
  default     = "10.64.0.0/16"
  nullable    = false

  validation {
    condition     = can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.]).*/(1[6-9]|20)$", var.cidr_block)) && can(cidrhost(var.cidr_block, 0))
    error_message = "cidr_block must be a /16 to /20 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }
}

variable "egress_domains" {
  description = "Domains that the training and serving tiers may reach over TLS, such as a package index; a leading dot means subdomains. Empty: the VPC has no internet gateway at all. The data tier never leaves the VPC."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for domain in var.egress_domains : can(regex("^[.]?([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", domain))])
    error_message = "egress_domains must be domain names in lower case with at least two labels; wildcards are refused."
  }
}

variable "endpoint_services" {
  description = "AWS services that get a private endpoint, each with a policy for this account's principals."
  type        = set(string)
  default = [
    "autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "glue", "kms", "lakeformation", "logs", "monitoring",
    "sagemaker.api", "sagemaker.featurestore-runtime", "sagemaker.runtime", "secretsmanager", "sts",
  ]
  nullable = false

  validation {
    condition = length(setsubtract(var.endpoint_services, [
      "autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "glue", "kms", "lakeformation", "logs", "monitoring",
      "sagemaker.api", "sagemaker.featurestore-runtime", "sagemaker.runtime", "secretsmanager", "sts",
    ])) == 0
    error_message = "endpoint_services may only name services that the module has a policy for; see its default."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the log groups and the firewall."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
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
