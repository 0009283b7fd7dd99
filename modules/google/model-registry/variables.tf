variable "project_id" {
  description = "Project that holds the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be 6 to 30 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "test_project_id" {
  description = "Project in which a release is verified before production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.test_project_id)) && var.test_project_id != var.project_id
    error_message = "test_project_id must be another project than project_id."
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

variable "signing_key" {
  description = "Key that signs releases: the id of its Cloud KMS version (EC_SIGN_P256_SHA256) and its public key in PEM. Module keys makes one."
  type = object({
    version_id     = string
    public_key_pem = string
  })
  nullable = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+/cryptoKeyVersions/[0-9]+$", var.signing_key.version_id))
    error_message = "signing_key.version_id must be the full id of a Cloud KMS key version."
  }

  validation {
    condition     = startswith(var.signing_key.public_key_pem, "-----BEGIN PUBLIC KEY-----")
    error_message = "signing_key.public_key_pem must be a public key in PEM."
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

variable "builders" {
  description = "Service accounts that push candidates."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.builders) > 0 && alltrue([for member in var.builders : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "builders must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "readers" {
  description = "Service accounts that pull releases: nodes, services, training machines."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.readers) > 0 && alltrue([for member in var.readers : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])
    error_message = "readers must be at least one service account (serviceAccount:EMAIL)."
  }
}

variable "approvers" {
  description = "Groups that approve a release for production."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.approvers) > 0 && alltrue([for member in var.approvers : can(regex("^group:[^@ ]+@[^@ ]+$", member))])
    error_message = "approvers must be at least one group (group:EMAIL)."
  }
}
