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

variable "pseudonym_kms_key_id" {
  description = "Cloud KMS key that wraps the pseudonymization key. It must not be the key of the data, so that reading data is not enough to re-identify it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.region}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.pseudonym_kms_key_id))
    error_message = "pseudonym_kms_key_id must be the full id of a Cloud KMS key in the region of the module."
  }

  validation {
    condition     = var.pseudonym_kms_key_id != var.kms_key_id
    error_message = "The pseudonym key must differ from the key of the data."
  }
}

variable "wrapped_key" {
  description = "AES key of 32 bytes, wrapped with pseudonym_kms_key_id (base64). Wrap it outside Terraform, so that its plain text is never in the state."
  type        = string
  sensitive   = true
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+/]{100,}={0,2}$", var.wrapped_key))
    error_message = "wrapped_key must be the base64 output of Cloud KMS encrypt; an unwrapped key is shorter and is refused."
  }
}

variable "raw_bucket" {
  description = "Bucket to inspect."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.raw_bucket))
    error_message = "raw_bucket must be a bucket name."
  }
}

variable "pseudonymized_bucket" {
  description = "Bucket that receives the pseudonymized copies."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.pseudonymized_bucket)) && var.pseudonymized_bucket != var.raw_bucket
    error_message = "pseudonymized_bucket must be the name of another bucket than raw_bucket."
  }
}

variable "privacy_officers" {
  description = "Groups that read the findings and, where they may also decrypt with the pseudonym key, re-identify."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.privacy_officers) > 0 && alltrue([for member in var.privacy_officers : can(regex("^group:[^@ ]+@[^@ ]+$", member))])
    error_message = "privacy_officers must be at least one group (group:EMAIL)."
  }
}

variable "more_info_types" {
  description = "Info types to look for besides the built-in list, such as national identifiers (GERMANY_IDENTITY_CARD_NUMBER)."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.more_info_types : can(regex("^[A-Z][A-Z0-9_]{2,63}$", name))])
    error_message = "more_info_types are names of info types in upper case."
  }
}
