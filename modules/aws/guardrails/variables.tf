variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "target_ids" {
  description = "Organizational units or accounts that the policies bind."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.target_ids) >= 1 && alltrue([for id in var.target_ids : can(regex("^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|[0-9]{12}|r-[0-9a-z]{4,32})$", id))])
    error_message = "target_ids must be organizational units, accounts or the root of the organization."
  }
}

variable "allowed_regions" {
  description = "Regions in which resources may be made. Models, prompts and training data stay in them."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_regions) >= 1 && alltrue([for region in var.allowed_regions : can(regex("^[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-[0-9]$", region))])
    error_message = "allowed_regions must be AWS regions such as eu-west-1."
  }
}

variable "inference_geographies" {
  description = "Geographies whose Bedrock inference profiles may be called, such as eu: their models answer in all regions of the geography, allowed ones or not."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for geography in var.inference_geographies : contains(["us", "us-gov", "eu", "apac", "ca", "jp", "au"], geography)])
    error_message = "inference_geographies must be us, us-gov, eu, apac, ca, jp or au; global profiles leave every geography."
  }
}

variable "security_role_arns" {
  description = "Roles that may change audit and detection services. Everybody else, administrators included, is denied."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.security_role_arns) >= 1 && alltrue([for arn in var.security_role_arns : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|[*]):role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "security_role_arns must name at least one role; only the account may be a wildcard."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of every new EBS volume of this account and region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
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
