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

variable "notification_channels" {
  description = "Monitoring notification channels that the alerts go to (projects/P/notificationChannels/N)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.notification_channels) > 0 && alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must hold at least one full channel id."
  }
}

variable "launchers" {
  description = "Service accounts and groups that may start jobs as the training account."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.launchers) > 0 && alltrue([for member in var.launchers : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "launchers must be at least one service account or group (serviceAccount:EMAIL, group:EMAIL)."
  }
}

variable "machine" {
  description = "Machine of the persistent resource and its accelerators."
  type = object({
    type              = string
    accelerator_type  = string
    accelerator_count = number
  })
  default = {
    type              = "a2-highgpu-1g"
    accelerator_type  = "NVIDIA_TESLA_A100"
    accelerator_count = 1
  }
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*-[a-z0-9-]+$", var.machine.type)) && can(regex("^(NVIDIA|TPU)_[A-Z0-9_]+$", var.machine.accelerator_type)) && contains([1, 2, 4, 8], var.machine.accelerator_count)
    error_message = "machine needs a machine type, a Vertex AI accelerator type (NVIDIA_..., TPU_...) and 1, 2, 4 or 8 accelerators."
  }
}

variable "max_replicas" {
  description = "Most machines that the resource may grow to."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.max_replicas >= 1 && var.max_replicas <= 64 && floor(var.max_replicas) == var.max_replicas
    error_message = "max_replicas must be a whole number from 1 to 64."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the artifact bucket: an apply that would delete it fails."
  type        = bool
  default     = true
  nullable    = false
}
