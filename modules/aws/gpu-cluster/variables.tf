variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 24 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version in standard support."
  type        = string
  default     = "1.34"
  nullable    = false

  validation {
    condition     = can(regex("^1[.](3[2-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "kubernetes_version must be 1.32 or later."
  }
}

variable "subnet_ids" {
  description = "Subnets of the training tier, in at least two Availability Zones, with the private endpoints that nodes need (ec2, ecr, eks, eks-auth, sts, logs, s3)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "security_group_ids" {
  description = "Security groups of the training tier, attached to the control plane and the nodes."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of Kubernetes secrets and node volumes."
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

variable "admin_role_arns" {
  description = "Roles that administer the cluster through its API."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.admin_role_arns) >= 1 && alltrue([for arn in var.admin_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "admin_role_arns must name at least one IAM role."
  }
}

variable "namespace_role_arns" {
  description = "Roles of teams, by the one namespace that each may edit."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for namespace, arn in var.namespace_role_arns : !startswith(namespace, "kube-") && namespace != "default" && can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "namespace_role_arns must map namespaces of applications to IAM roles."
  }
}

variable "pod_roles" {
  description = "Roles that pods act as, by namespace/service account, instead of the node's role or static keys."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for account, arn in var.pod_roles : can(regex("^[a-z0-9-]+/[a-z0-9.-]+$", account)) && can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/", arn))])
    error_message = "pod_roles must map namespace/service-account to IAM roles."
  }
}

variable "gpu_instance_types" {
  description = "GPU instance types of the training nodes."
  type        = list(string)
  default     = ["g5.12xlarge"]
  nullable    = false

  validation {
    condition     = length(var.gpu_instance_types) >= 1 && alltrue([for type in var.gpu_instance_types : can(regex("^(g[4-9]|p[3-9])[a-z]*[.]", type))])
    error_message = "gpu_instance_types must be EC2 instance types of the G or P families."
  }
}

variable "gpu_nodes" {
  description = "Least and most training nodes. The most bounds the cost."
  type = object({
    min = number
    max = number
  })
  default = {
    min = 0
    max = 8
  }
  nullable = false

  validation {
    condition     = var.gpu_nodes.min >= 0 && var.gpu_nodes.max >= max(var.gpu_nodes.min, 1) && var.gpu_nodes.max <= 256
    error_message = "gpu_nodes must have 0 <= min <= max <= 256."
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
