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

variable "access_log_bucket" {
  description = "Bucket that receives the usage logs of the buckets made here; the audit-archive module makes one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.access_log_bucket))
    error_message = "access_log_bucket must be a bucket name."
  }
}

variable "producers" {
  description = "Service accounts that deliver raw data. They cannot read what they delivered."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.producers) > 0 && alltrue([for member in var.producers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "producers must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "curators" {
  description = "Service accounts and groups that read raw data and write curated data."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.curators) > 0 && alltrue([for member in var.curators : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "curators must be at least one service account or group (serviceAccount:EMAIL, group:EMAIL)."
  }

  validation {
    condition     = length(setintersection(var.curators, var.producers)) == 0
    error_message = "A producer may not also curate."
  }
}

variable "trainers" {
  description = "Service accounts that train models on curated data. They may not curate or produce it."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.trainers) > 0 && alltrue([for member in var.trainers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "trainers must be at least one service account (serviceAccount:EMAIL)."
  }

  validation {
    condition     = length(setintersection(var.trainers, setunion(var.curators, var.producers))) == 0
    error_message = "A trainer may not change the data it trains on."
  }
}

variable "raw_expiry_days" {
  description = "Days after which raw data is deleted."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.raw_expiry_days >= 1 && var.raw_expiry_days <= 365 && floor(var.raw_expiry_days) == var.raw_expiry_days
    error_message = "raw_expiry_days must be a whole number from 1 to 365."
  }
}

variable "retention_days" {
  description = "Days during which curated objects can neither be changed nor deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 1 to 3650."
  }
}

variable "retention_locked" {
  description = "Retain curated data and lock that for good: a locked bucket cannot be deleted, nor its retention lowered, by anyone. Without it objects are versioned but not retained."
  type        = bool
  default     = true
  nullable    = false
}

variable "curated_expiry_days" {
  description = "Days after which curated objects, tables and partitions are deleted."
  type        = number
  default     = 730
  nullable    = false

  validation {
    condition     = var.curated_expiry_days > var.retention_days && var.curated_expiry_days <= 3650 && floor(var.curated_expiry_days) == var.curated_expiry_days
    error_message = "curated_expiry_days must be a whole number above retention_days and at most 3650."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the buckets and the dataset: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
