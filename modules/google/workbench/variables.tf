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

variable "zone" {
  description = "Zone of the instances."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}-[a-z]$", var.zone))
    error_message = "zone must be a Google Cloud zone such as europe-west4-a."
  }

  validation {
    condition     = startswith(var.zone, "${var.region}-")
    error_message = "zone must be in the region of the module."
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

variable "owners" {
  description = "People with a notebook: e-mail address by short name, one instance each."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.owners) > 0 && alltrue([for key, email in var.owners : can(regex("^[a-z][a-z0-9-]{0,20}$", key)) && can(regex("^[^@: ]+@[a-z0-9.-]+\\.[a-z]{2,}$", email)) && !endswith(email, ".gserviceaccount.com")])
    error_message = "owners must hold at least one short name (lower-case letters, digits, hyphens) with the e-mail address of a person."
  }

  validation {
    condition     = length(distinct(values(var.owners))) == length(var.owners)
    error_message = "owners must be different people."
  }
}

variable "machine_type" {
  description = "Machine of the notebooks, of the N2D family, whose memory can be encrypted (AMD SEV)."
  type        = string
  default     = "n2d-standard-4"
  nullable    = false

  validation {
    condition     = can(regex("^n2d-(standard|highmem)-(2|4|8|16|32|48|64|80|96)$", var.machine_type))
    error_message = "machine_type must be an n2d-standard or n2d-highmem machine."
  }
}

variable "idle_minutes" {
  description = "Minutes without activity after which a notebook is shut down."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_minutes >= 10 && var.idle_minutes <= 180 && floor(var.idle_minutes) == var.idle_minutes
    error_message = "idle_minutes must be a whole number from 10 to 180."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the notebooks: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
