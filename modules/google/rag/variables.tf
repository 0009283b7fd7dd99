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

variable "kms_key_id" {
  description = "Cloud KMS key that encrypts the resources (projects/P/locations/L/keyRings/R/cryptoKeys/K), in their region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.region}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key_id))
    error_message = "kms_key_id must be the full id of a Cloud KMS key in the region of the module."
  }
}

variable "search_location" {
  description = "Multi-region of Vertex AI Search: eu or us. The global location takes no customer-managed key."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["eu", "us"], var.search_location)
    error_message = "search_location must be eu or us."
  }
}

variable "search_kms_key_id" {
  description = "Cloud KMS key of Vertex AI Search, in the multi-region of search_location (europe or us)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.search_location == "eu" ? "europe" : "us"}/keyRings/[^/]+/cryptoKeys/[^/]+$", var.search_kms_key_id))
    error_message = "search_kms_key_id must be the full id of a Cloud KMS key in europe for eu, or in us for us."
  }
}

variable "inspect_template_id" {
  description = "Sensitive Data Protection template of what to redact from conversations; module pii-inspection makes one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.region}/inspectTemplates/[^/]+$", var.inspect_template_id))
    error_message = "inspect_template_id must be the full id of an inspection template in the region."
  }
}

variable "deidentify_template_id" {
  description = "Sensitive Data Protection template of how to redact it; module pii-inspection makes one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/${var.region}/deidentifyTemplates/[^/]+$", var.deidentify_template_id))
    error_message = "deidentify_template_id must be the full id of a de-identification template in the region."
  }
}

variable "conversation_retention_days" {
  description = "Days after which stored conversations are deleted."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.conversation_retention_days >= 1 && var.conversation_retention_days <= 365 && floor(var.conversation_retention_days) == var.conversation_retention_days
    error_message = "conversation_retention_days must be a whole number from 1 to 365."
  }
}

variable "deletion_protected" {
  description = "Refuse to delete the corpus and the search engine's data store: an apply that would delete them fails."
  type        = bool
  default     = true
  nullable    = false
}
