variable "project_id" {
  description = "Project that holds the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be 6 to 30 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "region" {
  description = "Region of the resources. Data, keys and compute stay in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", var.region))
    error_message = "region must be a single Google Cloud region such as europe-west4."
  }
}

variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 18 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "labels" {
  description = "Labels on every resource that takes them. owner, risk-tier and data-classification are required, so that findings reach a person and risk assessments a tier."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(["owner", "risk-tier", "data-classification"], keys(var.labels))) == 0
    error_message = "labels must contain owner, risk-tier and data-classification."
  }

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{1,63}$", value))])
    error_message = "Label keys and values are lower-case letters, digits, hyphens and underscores, at most 63 of them; values may not be empty."
  }
}

variable "kms_key_id" {
  description = "Cloud KMS key that encrypts the resources (projects/P/locations/L/keyRings/R/cryptoKeys/K), in their region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.region}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key_id))
    error_message = "kms_key_id must be the full id of a Cloud KMS key in the region of the module."
  }
}

variable "network_id" {
  description = "VPC network (projects/P/global/networks/N)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/global/networks/[^/]+$", var.network_id)) && !endswith(var.network_id, "/default")
    error_message = "network_id must be the full id of a network other than the default one."
  }
}

variable "subnet_id" {
  description = "Subnet (projects/P/regions/R/subnetworks/S) in the region of the module."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/regions/${var.region}/subnetworks/[^/]+$", var.subnet_id))
    error_message = "subnet_id must be the full id of a subnet in the region of the module."
  }
}

variable "access_log_bucket" {
  description = "Bucket that receives the usage logs of the buckets made here; the audit-archive module makes one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "access_log_bucket must be a bucket name."
  }
}

variable "writers" {
  description = "Service accounts that write embeddings."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.writers) > 0 && alltrue([for member in var.writers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "writers must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "token_issuers" {
  description = "Service accounts (e-mail addresses) whose signed tokens may query the index."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.token_issuers) > 0 && alltrue([for issuer in var.token_issuers : can(regex("^[a-z0-9-]+@[a-z0-9.-]+\\.iam\\.gserviceaccount\\.com$", issuer))])
    error_message = "token_issuers must hold at least one service account e-mail address."
  }
}

variable "token_audience" {
  description = "Audience that a token must be issued for, so that a token for another service is of no use here."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9:/._-]{3,127}$", var.token_audience))
    error_message = "token_audience must be 4 to 128 letters, digits and :/._- characters."
  }
}

variable "dimensions" {
  description = "Length of the embedding vectors."
  type        = number
  default     = 768
  nullable    = false

  validation {
    condition     = var.dimensions >= 1 && var.dimensions <= 20000 && floor(var.dimensions) == var.dimensions
    error_message = "dimensions must be a whole number from 1 to 20000."
  }
}

variable "max_replicas" {
  description = "Most replicas that the deployed index may grow to."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.max_replicas >= 2 && var.max_replicas <= 50 && floor(var.max_replicas) == var.max_replicas
    error_message = "max_replicas must be a whole number from 2 to 50."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the index and the bucket of its contents: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
