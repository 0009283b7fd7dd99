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

variable "subnet_cidrs" {
  description = "Private IPv4 ranges of the tiers, of the pods and services of a cluster in the training tier, and of the egress proxy."
  type = object({
    data     = string
    training = string
    serving  = string
    pods     = string
    services = string
    proxy    = string
  })
  default = {
    data     = "10.0.0.0/20"
    training = "10.0.16.0/20"
    serving  = "10.0.32.0/20"
    pods     = "10.4.0.0/14"
    services = "10.8.0.0/20"
    proxy    = "10.0.48.0/23"
  }
  nullable = false

  validation {
    condition     = alltrue([for cidr in values(var.subnet_cidrs) : can(cidrnetmask(cidr)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", cidr))])
    error_message = "subnet_cidrs must be private IPv4 ranges (RFC 1918) in CIDR notation."
  }

  validation {
    condition     = alltrue([for cidr in values(var.subnet_cidrs) : try(tonumber(split("/", cidr)[1]), 0) >= 12])
    error_message = "subnet_cidrs may not be larger than /12."
  }

  validation {
    condition     = length(distinct(values(var.subnet_cidrs))) == length(values(var.subnet_cidrs))
    error_message = "subnet_cidrs must differ from one another."
  }
}

variable "google_apis_address" {
  description = "Address of the private endpoint for Google APIs, outside every subnet."
  type        = string
  default     = "10.255.255.254"
  nullable    = false

  validation {
    condition     = can(cidrhost("${var.google_apis_address}/32", 0)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.google_apis_address))
    error_message = "google_apis_address must be a private IPv4 address (RFC 1918)."
  }
}

variable "egress_hosts" {
  description = "Hosts outside Google that workloads may reach through the proxy, such as a package index. Empty means no egress at all."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for host in var.egress_hosts : can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", host))])
    error_message = "egress_hosts are full host names in lower case, without wildcards."
  }
}

variable "intrusion_detection" {
  description = "Inspect a copy of the traffic of every tier with Cloud IDS. The endpoint is billed by the hour, so short-lived environments may go without."
  type        = bool
  default     = true
  nullable    = false
}
