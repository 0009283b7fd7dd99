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
  description = "Security groups of the training tier."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the volumes."
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

variable "ami_id" {
  description = "Hardened Amazon Linux 2023 image with aws-nitro-enclaves-cli and the CloudWatch agent, built by the image pipeline."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^ami-[0-9a-f]{8,17}$", var.ami_id))
    error_message = "ami_id must be the id of an image."
  }
}

variable "enclave_measurements" {
  description = "Measurements of the enclave image that may decrypt: pcr0 (image), pcr1 (kernel), pcr2 (application) and pcr8 (signing certificate), as nitro-cli build-enclave prints them."
  type = object({
    pcr0 = string
    pcr1 = string
    pcr2 = string
    pcr8 = string
  })
  nullable = false

  validation {
    condition     = alltrue([for value in values(var.enclave_measurements) : can(regex("^[0-9a-f]{96}$", value))])
    error_message = "enclave_measurements must be SHA-384 values, 96 lower-case hexadecimal digits each."
  }

  # An enclave in debug mode, whose memory its host can read, measures as zeros.
  validation {
    condition     = !anytrue([for value in values(var.enclave_measurements) : can(regex("^0+$", value))])
    error_message = "Measurements of zeros are those of a debug enclave and are refused."
  }
}

variable "key_admin_role_arns" {
  description = "Roles that administer the attested key and never use it."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.key_admin_role_arns) >= 1 && alltrue([for arn in var.key_admin_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "key_admin_role_arns must name at least one IAM role."
  }
}

variable "data_owner_role_arns" {
  description = "Roles that encrypt data for the enclave. They cannot decrypt."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.data_owner_role_arns) >= 1 && alltrue([for arn in var.data_owner_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "data_owner_role_arns must name at least one IAM role."
  }

  validation {
    condition     = length(setintersection(var.data_owner_role_arns, var.key_admin_role_arns)) == 0
    error_message = "A data owner may not administer the key."
  }
}

variable "enclave_instances" {
  description = "Hosts of enclaves: instance type and number."
  type = object({
    type  = string
    count = number
  })
  default = {
    type  = "m6i.4xlarge"
    count = 2
  }
  nullable = false

  validation {
    condition     = can(regex("^(c|m|r)[5-8][a-z]*[.]([0-9]*xlarge)$", var.enclave_instances.type)) && var.enclave_instances.count >= 1 && var.enclave_instances.count <= 20
    error_message = "enclave_instances must be 1 to 20 instances of a Nitro type of the C, M or R families, xlarge or larger."
  }
}

variable "sev_snp_instances" {
  description = "Instances with memory encrypted by AMD SEV-SNP: instance type and number. EC2 offers them as m6a, c6a and r6a in a few regions, and not together with enclaves."
  type = object({
    type  = string
    count = number
  })
  default = {
    type  = "m6a.4xlarge"
    count = 2
  }
  nullable = false

  validation {
    condition     = can(regex("^(c6a|m6a|r6a)[.]([0-9]*xlarge|large)$", var.sev_snp_instances.type)) && var.sev_snp_instances.count >= 0 && var.sev_snp_instances.count <= 50
    error_message = "sev_snp_instances must be up to 50 instances of type c6a, m6a or r6a."
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
