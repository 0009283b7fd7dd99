variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "admin_role_arns" {
  description = "Roles that administer the keys: policies, rotation, deletion. They are denied every use of the keys. The role that applies this module must be among these or provisioner_role_arns."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.admin_role_arns) >= 1 && alltrue([for arn in var.admin_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "admin_role_arns must name at least one IAM role; account roots, users and wildcards are refused."
  }
}

variable "provisioner_role_arns" {
  description = "Roles that apply this module together with what the keys encrypt. They manage the keys and hand them to AWS services, and are denied every use that does not come through a service."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.provisioner_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))]) && length(setintersection(var.provisioner_role_arns, var.admin_role_arns)) == 0
    error_message = "provisioner_role_arns must be IAM roles and none of admin_role_arns, which may not use a key through services either."
  }
}

variable "purposes" {
  description = "Purposes that get a key of their own. Nothing is shared between them, so a grant on one opens only that one."
  type        = set(string)
  default     = ["cluster", "data", "features", "llm", "logs", "models", "privacy", "secrets", "serving", "training", "vectors", "workbench"]
  nullable    = false

  validation {
    condition     = length(var.purposes) >= 1 && length(setsubtract(var.purposes, ["cluster", "data", "features", "llm", "logs", "models", "privacy", "secrets", "serving", "training", "vectors", "workbench"])) == 0
    error_message = "purposes must be among cluster, data, features, llm, logs, models, privacy, secrets, serving, training, vectors and workbench."
  }
}

variable "rotation_period_in_days" {
  description = "Days between automatic rotations of the key material."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.rotation_period_in_days >= 90 && var.rotation_period_in_days <= 365
    error_message = "rotation_period_in_days must be 90 to 365."
  }
}

variable "node_service_role_arns" {
  description = "Service-linked roles that start volumes encrypted with the cluster key, such as AWSServiceRoleForAutoScaling. They must exist."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.node_service_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/aws-service-role/", arn))])
    error_message = "node_service_role_arns must be service-linked roles."
  }
}

variable "inspector_role_arns" {
  description = "Service-linked roles that inspect what the data key encrypts, such as AWSServiceRoleForAmazonMacie. They must exist."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.inspector_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/aws-service-role/", arn))])
    error_message = "inspector_role_arns must be service-linked roles."
  }
}

variable "hsm_subnet_ids" {
  description = "Private subnets, by Availability Zone, of a CloudHSM cluster with one HSM in each. Empty makes no cluster."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.hsm_subnet_ids) == 0 || length(var.hsm_subnet_ids) >= 2
    error_message = "A custom key store needs HSMs in at least two Availability Zones."
  }
}

variable "custom_key_store_certificate" {
  description = "Certificate that the initialized CloudHSM cluster was signed with, PEM. When given, all keys are made in the cluster; AWS does not rotate such keys. Empty makes keys in AWS KMS."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.custom_key_store_certificate == "" || length(var.hsm_subnet_ids) >= 2
    error_message = "custom_key_store_certificate needs hsm_subnet_ids."
  }
}

variable "custom_key_store_password" {
  description = "Password of the crypto user kmsuser in the cluster. AWS KMS replaces it when it connects."
  type        = string
  default     = ""
  nullable    = false
  sensitive   = true

  validation {
    condition     = (var.custom_key_store_password == "") == (var.custom_key_store_certificate == "")
    error_message = "custom_key_store_password and custom_key_store_certificate are given together."
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
