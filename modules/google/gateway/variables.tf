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

variable "notification_channels" {
  description = "Monitoring notification channels that the alerts go to (projects/P/notificationChannels/N)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.notification_channels) > 0 && alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must hold at least one full channel id."
  }
}

variable "domain" {
  description = "Host name of the gateway."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain must be a full host name in lower case, without wildcards."
  }
}

variable "cloud_run_service" {
  description = "Name of the Cloud Run service behind the gateway. Let it accept load balancer traffic only and be invoked by the service agent of Identity-Aware Proxy."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,48}$", var.cloud_run_service))
    error_message = "cloud_run_service must be the name of a Cloud Run service."
  }
}

variable "consumers" {
  description = "Groups and service accounts that may call the gateway."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.consumers) > 0 && alltrue([for member in var.consumers : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "consumers must be at least one service account or group (serviceAccount:EMAIL, group:EMAIL), never allUsers."
  }
}

variable "requests_per_minute" {
  description = "Requests that each consumer may make in a minute."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.requests_per_minute >= 10 && var.requests_per_minute <= 10000 && floor(var.requests_per_minute) == var.requests_per_minute
    error_message = "requests_per_minute must be a whole number from 10 to 10000."
  }
}
