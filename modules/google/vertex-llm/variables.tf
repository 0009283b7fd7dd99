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

variable "notification_channels" {
  description = "Monitoring notification channels that the alerts go to (projects/P/notificationChannels/N)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.notification_channels) > 0 && alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must hold at least one full channel id."
  }
}

variable "consumers" {
  description = "Service accounts that call models."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.consumers) > 0 && alltrue([for member in var.consumers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "consumers must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "log_readers" {
  description = "Groups that may read logged prompts and responses."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.log_readers) > 0 && alltrue([for member in var.log_readers : can(regex("^group:[^@ ]+@[^@ ]+$", member))])
    error_message = "log_readers must be at least one group (group:EMAIL)."
  }
}

variable "requests_per_minute" {
  description = "Requests a minute that the project may make, by base model (gemini-2.5-pro)."
  type        = map(number)
  nullable    = false

  validation {
    condition     = length(var.requests_per_minute) > 0 && alltrue([for model, limit in var.requests_per_minute : can(regex("^[a-z0-9][a-z0-9.-]{1,40}$", model)) && limit >= 1 && limit <= 100000 && floor(limit) == limit])
    error_message = "requests_per_minute must name at least one base model, each with a whole number from 1 to 100000."
  }
}

variable "log_retention_days" {
  description = "Days after which logged prompts and responses are deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 7 && var.log_retention_days <= 365 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be a whole number from 7 to 365."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the Model Armor template: an apply that would delete it fails."
  type        = bool
  default     = true
  nullable    = false
}
