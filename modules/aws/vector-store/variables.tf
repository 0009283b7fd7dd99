variable "name" {
  description = "Prefix of the resource names and name of the collection."
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
  description = "Private subnets of the endpoint that the collection is reached through."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2 && alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-z]+$", id))])
    error_message = "subnet_ids must name at least two subnets."
  }
}

variable "endpoint_ids" {
  description = "VPC endpoints that the collection answers. null is the endpoint that is made here; since the cloud makes its id, the plan before the first apply cannot show the network policy. Ids show it in every plan, and an empty set keeps the collection closed until they are known."
  type        = set(string)
  default     = null

  validation {
    condition     = var.endpoint_ids == null ? true : alltrue([for id in var.endpoint_ids : can(regex("^vpce-[0-9a-z]+$", id))])
    error_message = "endpoint_ids must be ids of VPC endpoints."
  }
}

variable "security_group_ids" {
  description = "Security groups of the network interfaces."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.security_group_ids) >= 1 && alltrue([for id in var.security_group_ids : can(regex("^sg-[0-9a-z]+$", id))])
    error_message = "security_group_ids must name at least one security group."
  }
}

variable "kms_key_arn" {
  description = "Customer-managed key of the collection and the vector bucket."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, not an alias."
  }
}

variable "writer_role_arns" {
  description = "Roles that create indexes and write documents."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.writer_role_arns) >= 1 && alltrue([for arn in var.writer_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "writer_role_arns must name at least one IAM role; wildcards are refused."
  }
}

variable "reader_role_arns" {
  description = "Roles that search."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.reader_role_arns) >= 1 && alltrue([for arn in var.reader_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "reader_role_arns must name at least one IAM role; wildcards are refused."
  }
}

variable "vector_indexes" {
  description = "Indexes in S3 Vectors, for large collections that are searched seldom. Empty makes no vector bucket."
  type = map(object({
    dimension       = number
    distance_metric = optional(string, "cosine")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for index in var.vector_indexes : index.dimension >= 1 && index.dimension <= 4096 && contains(["cosine", "euclidean"], index.distance_metric)])
    error_message = "vector_indexes need a dimension of 1 to 4096 and the metric cosine or euclidean."
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
