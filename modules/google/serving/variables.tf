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

variable "notification_channels" {
  description = "Monitoring notification channels that the alerts go to (projects/P/notificationChannels/N)."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.notification_channels) > 0 && alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels must hold at least one full channel id."
  }
}

variable "callers" {
  description = "Service accounts that may call the Vertex AI endpoint."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.callers) > 0 && alltrue([for member in var.callers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "callers must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "caller_projects" {
  description = "Other projects that may connect to the endpoint through Private Service Connect."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for project in var.caller_projects : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", project))])
    error_message = "caller_projects are project ids."
  }
}

variable "traffic_split" {
  description = "Percent of traffic by id of the deployed model, such as 90 and 10 for a canary. Empty while nothing is deployed."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.traffic_split) == 0 || (sum(concat([0], values(var.traffic_split))) == 100 && alltrue([for percent in values(var.traffic_split) : percent >= 0 && percent <= 100 && floor(percent) == percent]))
    error_message = "traffic_split must be whole percentages that add up to 100."
  }

  validation {
    condition     = alltrue([for id in keys(var.traffic_split) : can(regex("^[0-9]{1,20}$", id))])
    error_message = "traffic_split is keyed by numeric deployed model id."
  }
}

variable "machine" {
  description = "Machine of the deployment pool and its accelerators."
  type = object({
    type              = string
    accelerator_type  = string
    accelerator_count = number
  })
  default = {
    type              = "g2-standard-12"
    accelerator_type  = "NVIDIA_L4"
    accelerator_count = 1
  }
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*-[a-z0-9-]+$", var.machine.type)) && can(regex("^NVIDIA_[A-Z0-9_]+$", var.machine.accelerator_type)) && contains([1, 2, 4, 8], var.machine.accelerator_count)
    error_message = "machine needs a machine type, a Vertex AI accelerator type (NVIDIA_...) and 1, 2, 4 or 8 accelerators."
  }
}

variable "max_replicas" {
  description = "Most machines that the deployment pool may grow to."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.max_replicas >= 2 && var.max_replicas <= 100 && floor(var.max_replicas) == var.max_replicas
    error_message = "max_replicas must be a whole number from 2 to 100."
  }
}

variable "capture_rate" {
  description = "Share of requests and responses that is kept for monitoring."
  type        = number
  default     = 0.1
  nullable    = false

  validation {
    condition     = var.capture_rate >= 0.01 && var.capture_rate <= 0.5
    error_message = "capture_rate must be between 0.01 and 0.5: enough to monitor, not everything."
  }
}

variable "capture_expiry_days" {
  description = "Days after which captured requests and responses are deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.capture_expiry_days >= 1 && var.capture_expiry_days <= 365 && floor(var.capture_expiry_days) == var.capture_expiry_days
    error_message = "capture_expiry_days must be a whole number from 1 to 365."
  }
}

variable "latency_limit_ms" {
  description = "99th percentile of prediction latency, in milliseconds, above which an alert is sent."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.latency_limit_ms >= 10 && var.latency_limit_ms <= 60000
    error_message = "latency_limit_ms must be from 10 to 60000."
  }
}

variable "container" {
  description = "Cloud Run variant with one L4 GPU: image by digest, name of this release, percent of traffic by release, most instances, and the service accounts that may invoke it (behind the gateway, the service agent of Identity-Aware Proxy)."
  type = object({
    image         = string
    release       = string
    traffic       = map(number)
    max_instances = optional(number, 4)
    invokers      = set(string)
  })
  default = null

  validation {
    condition     = var.container == null ? true : can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[^/@]+/[^/@]+/[^@]+@sha256:[0-9a-f]{64}$", var.container.image))
    error_message = "container.image must be an Artifact Registry image by its sha256 digest; a tag can be moved."
  }

  validation {
    condition     = var.container == null ? true : alltrue([for release in concat([var.container.release], keys(var.container.traffic)) : can(regex("^[a-z0-9][a-z0-9-]{0,19}$", release))])
    error_message = "Names of releases are 1 to 20 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = var.container == null ? true : sum(concat([0], values(var.container.traffic))) == 100 && alltrue([for percent in values(var.container.traffic) : percent >= 0 && percent <= 100 && floor(percent) == percent])
    error_message = "container.traffic must be whole percentages that add up to 100."
  }

  validation {
    condition     = var.container == null ? true : var.container.max_instances >= 1 && var.container.max_instances <= 100
    error_message = "container.max_instances must be from 1 to 100."
  }

  validation {
    condition     = var.container == null ? true : length(var.container.invokers) > 0 && alltrue([for member in var.container.invokers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "container.invokers must be at least one service account (serviceAccount:EMAIL), never allUsers."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the endpoint and the Cloud Run service: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
