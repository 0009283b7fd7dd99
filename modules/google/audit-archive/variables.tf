variable "org_id" {
  description = "Numeric id of the organization whose logs and findings come to this archive, and whose services all record Data Access. One archive of an organization is given it; null archives the project alone."
  type        = string
  default     = null

  validation {
    condition     = var.org_id == null || can(regex("^[0-9]{6,20}$", var.org_id))
    error_message = "org_id must be the numeric id of the organization, without organizations/, or null."
  }
}

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

variable "alert_emails" {
  description = "Addresses that alerts are sent to, and that Google writes to about the security and the operation of the project."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.alert_emails) > 0 && alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alert_emails must hold at least one e-mail address."
  }
}

variable "notification_channels" {
  description = "More Monitoring notification channels that the alerts go to (projects/P/notificationChannels/N), such as that of a pager."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must be full channel ids."
  }
}

variable "retention_days" {
  description = "Days that audit and usage logs are kept. While the archive is locked, this can be raised and never lowered."
  type        = number
  default     = 400
  nullable    = false

  validation {
    condition     = var.retention_days >= 365 && var.retention_days <= 3650 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number from 365 to 3650."
  }
}

variable "retention_locked" {
  description = "Lock the archive and the usage logs for good: nobody can delete them or shorten their retention, nor delete the project that holds them. Without it an environment can be torn down."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protected" {
  description = "Refuse to delete the archive and the buckets of usage logs: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
