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

variable "pods_range" {
  description = "Name of the secondary range of the subnet for pods."
  type        = string
  default     = "pods"
  nullable    = false
}

variable "services_range" {
  description = "Name of the secondary range of the subnet for services."
  type        = string
  default     = "services"
  nullable    = false
}

variable "control_plane_clients" {
  description = "Private ranges that may reach the control plane, by name."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.control_plane_clients) > 0 && alltrue([for cidr in values(var.control_plane_clients) : can(cidrnetmask(cidr)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", cidr)) && try(tonumber(split("/", cidr)[1]), 0) >= 12])
    error_message = "control_plane_clients must hold at least one private IPv4 range (RFC 1918) no larger than /12."
  }
}

variable "security_group" {
  description = "Google group that contains the groups named in RBAC; GKE asks that it be called gke-security-groups@DOMAIN."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^gke-security-groups@[a-z0-9.-]+\\.[a-z]{2,}$", var.security_group))
    error_message = "security_group must be gke-security-groups@DOMAIN."
  }
}

variable "gpu" {
  description = "GPU pool: zones, machine, accelerator and the most nodes it may grow to. confidential encrypts the memory of the machine and its GPU; Google offers that on a3-highgpu-1g."
  type = object({
    zones             = set(string)
    machine_type      = optional(string, "a3-highgpu-1g")
    accelerator_type  = optional(string, "nvidia-h100-80gb")
    accelerator_count = optional(number, 1)
    max_nodes         = optional(number, 4)
    confidential      = optional(bool, true)
  })
  nullable = false

  validation {
    condition     = length(var.gpu.zones) > 0 && alltrue([for zone in var.gpu.zones : startswith(zone, "${var.region}-")])
    error_message = "gpu.zones must hold at least one zone of the region."
  }

  validation {
    condition     = !var.gpu.confidential || var.gpu.machine_type == "a3-highgpu-1g"
    error_message = "Confidential GPU nodes exist on a3-highgpu-1g only; set confidential to false for other machines."
  }

  validation {
    condition     = var.gpu.max_nodes >= 1 && var.gpu.max_nodes <= 256 && contains([1, 2, 4, 8, 16], var.gpu.accelerator_count)
    error_message = "gpu.max_nodes must be from 1 to 256, accelerator_count 1, 2, 4, 8 or 16."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the cluster: an apply that would delete it fails."
  type        = bool
  default     = true
  nullable    = false
}
