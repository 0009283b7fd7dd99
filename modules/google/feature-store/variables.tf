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

variable "feature_groups" {
  description = "Features by group: the BigQuery table (PROJECT.DATASET.TABLE) they come from, the columns that identify an entity, the columns to serve, and when to refresh them. Give the table a partition expiration; it is the time to live of the features."
  type = map(object({
    description       = string
    table             = string
    entity_id_columns = list(string)
    features          = set(string)
    sync_cron         = optional(string, "0 * * * *")
  }))
  nullable = false

  validation {
    condition     = length(var.feature_groups) > 0 && alltrue([for name in keys(var.feature_groups) : can(regex("^[a-z][a-z0-9_]{1,58}$", name))])
    error_message = "feature_groups must name at least one group; names are lower-case letters, digits and underscores."
  }

  validation {
    condition     = alltrue([for group in values(var.feature_groups) : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]\\.[A-Za-z0-9_]+\\.[A-Za-z0-9_]+$", group.table))])
    error_message = "table must be PROJECT.DATASET.TABLE."
  }

  validation {
    condition     = alltrue([for group in values(var.feature_groups) : length(group.features) > 0 && length(group.entity_id_columns) > 0])
    error_message = "Every group serves at least one feature and has at least one entity id column."
  }
}

variable "readers" {
  description = "Service accounts that read features while serving."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for member in var.readers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "readers are service accounts (serviceAccount:EMAIL)."
  }
}

variable "max_nodes" {
  description = "Most Bigtable nodes that the store may grow to; the cap bounds cost under load or abuse."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.max_nodes >= 1 && var.max_nodes <= 50 && floor(var.max_nodes) == var.max_nodes
    error_message = "max_nodes must be a whole number from 1 to 50."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the feature store: an apply that would delete it fails."
  type        = bool
  default     = true
  nullable    = false
}
