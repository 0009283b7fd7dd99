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

variable "region" {
  description = "Region of the keys, or a multi-region (europe, us) for services that want their key there. Use it where the data is."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z]+-[a-z]+[0-9]{1,2}|europe|us)$", var.region))
    error_message = "region must be a Google Cloud region such as europe-west4, or europe or us."
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

variable "keys" {
  description = "Encryption keys by purpose: the Google service agents and the members that may encrypt and decrypt with each."
  type = map(object({
    service_agents = optional(set(string), [])
    users          = optional(set(string), [])
  }))
  nullable = false

  validation {
    condition     = length(var.keys) > 0 && alltrue([for name in keys(var.keys) : can(regex("^[a-z][a-z0-9-]{1,62}$", name))])
    error_message = "keys must name at least one key; names are 2 to 63 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for key in values(var.keys) : length(key.service_agents) + length(key.users) > 0])
    error_message = "Every key needs at least one service agent or user."
  }

  validation {
    condition = alltrue([for key in values(var.keys) : length(setsubtract(key.service_agents, [
      "aiplatform", "artifactregistry", "bigquery", "compute", "container", "dialogflow",
      "discoveryengine", "dlp", "logging", "notebooks", "pubsub", "run", "storage",
    ])) == 0])
    error_message = "service_agents are aiplatform, artifactregistry, bigquery, compute, container, dialogflow, discoveryengine, dlp, logging, notebooks, pubsub, run and storage."
  }

  validation {
    condition     = alltrue([for member in flatten([for key in values(var.keys) : tolist(key.users)]) : can(regex("^(serviceAccount|group):[^@ ]+@[^@ ]+$", member))])
    error_message = "users are service accounts or groups (serviceAccount:EMAIL, group:EMAIL), never single people or the public."
  }
}

variable "signing_keys" {
  description = "Signing keys by purpose, each with the service accounts that may sign with it."
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.signing_keys) : can(regex("^[a-z][a-z0-9-]{1,62}$", name)) && !contains(keys(var.keys), name)])
    error_message = "Names of signing keys are 2 to 63 lower-case letters, digits and hyphens and differ from those of the encryption keys."
  }

  validation {
    condition     = alltrue([for members in values(var.signing_keys) : length(members) > 0 && alltrue([for member in members : can(regex("^serviceAccount:[^@ ]+@[^@ ]+$", member))])])
    error_message = "Every signing key names at least one signer, and signers are service accounts (serviceAccount:EMAIL)."
  }
}

variable "administrators" {
  description = "Groups that rotate and retire the keys. None of them may also use a key."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.administrators) > 0 && alltrue([for member in var.administrators : can(regex("^group:[^@ ]+@[^@ ]+$", member))])
    error_message = "administrators must be at least one group (group:EMAIL)."
  }

  validation {
    condition     = length(setintersection(var.administrators, toset(flatten([for key in values(var.keys) : tolist(key.users)])))) == 0
    error_message = "A group may not both administer keys and use them."
  }
}

variable "rotation_period" {
  description = "Age at which the primary version of an encryption key is replaced, in seconds with the suffix s, from 1 to 90 days."
  type        = string
  default     = "7776000s"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{5,7}s$", var.rotation_period)) ? tonumber(trimsuffix(var.rotation_period, "s")) >= 86400 && tonumber(trimsuffix(var.rotation_period, "s")) <= 7776000 : false
    error_message = "rotation_period must be between 86400s (1 day) and 7776000s (90 days)."
  }
}

variable "external_key_manager" {
  description = "Partner key manager outside Google that holds the encryption keys in place of Cloud HSM: its Service Directory service, host name, base64 DER certificate and crypto space."
  type = object({
    service_directory_service = string
    hostname                  = string
    server_certificate_der    = string
    crypto_space_path         = string
  })
  default = null

  validation {
    condition     = var.external_key_manager == null ? true : can(regex("^projects/[^/]+/locations/${var.region}/namespaces/[^/]+/services/[^/]+$", var.external_key_manager.service_directory_service))
    error_message = "service_directory_service must be the full id of a Service Directory service in the region of the keys."
  }
}
