variable "project_id" {
  description = "Project that holds the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be 6 to 30 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "project_number" {
  description = "Number of the project; Google names the service agents of a project after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{6,20}$", var.project_number))
    error_message = "project_number must be the numeric project number."
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
  description = "Cloud KMS key that encrypts the resources (projects/P/locations/L/keyRings/R/cryptoKeys/K), in the region of the zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${join("-", slice(split("-", var.zone), 0, 2))}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key_id))
    error_message = "kms_key_id must be the full id of a Cloud KMS key in the region of the zone."
  }
}

variable "data_kms_key_id" {
  description = "Cloud KMS key that the training data is encrypted with. Only the attested workload decrypts with it; grant its use to nobody elsewhere."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${join("-", slice(split("-", var.zone), 0, 2))}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.data_kms_key_id))
    error_message = "data_kms_key_id must be the full id of a Cloud KMS key in the region of the zone."
  }

  validation {
    condition     = var.data_kms_key_id != var.kms_key_id
    error_message = "The key of the data must differ from the key of the disk, which Google's compute agent uses."
  }
}

variable "subnet_id" {
  description = "Subnet (projects/P/regions/R/subnetworks/S) in the region of the zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/regions/${join("-", slice(split("-", var.zone), 0, 2))}/subnetworks/[^/]+$", var.subnet_id))
    error_message = "subnet_id must be the full id of a subnet in the region of the zone."
  }
}

variable "image" {
  description = "Container image that trains, by digest (REGION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE@sha256:...)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[^/@]+/[^/@]+/[^@]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be an Artifact Registry image by its sha256 digest; a tag can be moved."
  }
}

variable "machine_type" {
  description = "Machine with Intel TDX: c3-standard-*, or a3-highgpu-1g for a confidential H100."
  type        = string
  default     = "c3-standard-8"
  nullable    = false

  validation {
    condition     = can(regex("^(c3-standard-(4|8|22|44|88|176)|a3-highgpu-1g)$", var.machine_type))
    error_message = "machine_type must be one with Intel TDX: c3-standard-4 to c3-standard-176, or a3-highgpu-1g."
  }
}

variable "launchers" {
  description = "Service accounts and groups that may start the workload."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.launchers) > 0 && alltrue([for member in var.launchers : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "launchers must be at least one service account or group (serviceAccount:EMAIL, group:EMAIL)."
  }
}

variable "data_providers" {
  description = "Service accounts and groups that encrypt training data. They cannot start the workload."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.data_providers) > 0 && alltrue([for member in var.data_providers : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "data_providers must be at least one service account or group (serviceAccount:EMAIL, group:EMAIL)."
  }

  validation {
    condition     = length(setintersection(var.data_providers, var.launchers)) == 0
    error_message = "Who provides the data may not also start the workload."
  }
}
