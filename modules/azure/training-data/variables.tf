variable "name" {
  description = "Prefix of every resource name: 3 to 16 lower-case letters and digits, hyphens between groups."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 16
    error_message = "name must be 3 to 16 lower-case letters and digits, start with a letter, and use single hyphens between groups."
  }
}

variable "resource_group_name" {
  description = "Existing resource group that receives the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group_name))
    error_message = "resource_group_name must be a valid resource group name (1 to 90 characters)."
  }
}

variable "location" {
  description = "Azure region in its short form, for example swedencentral."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[a-z0-9]*$", var.location))
    error_message = "location must be the short form of a region, lower case without spaces."
  }
}

variable "tags" {
  description = "Tags of every resource. owner, data-classification and risk-tier are required: findings and risk reviews are routed by them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for key in ["owner", "data-classification", "risk-tier"] : try(length(var.tags[key]) > 0, false)])
    error_message = "tags must name owner, data-classification and risk-tier."
  }
}

variable "encryption_key" {
  description = "Customer-managed key (one entry of the output keys of the keys module): id is versionless so that services follow rotation, resource_id is its ARM id for role assignments."
  type = object({
    id           = string
    resource_id  = string
    key_vault_id = string
  })
  nullable = false

  validation {
    condition     = can(regex("^https://[^/]+/keys/[^/]+$", var.encryption_key.id))
    error_message = "encryption_key.id must be a versionless key URL."
  }

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.keyvault/vaults/[^/]+/keys/[^/]+$", var.encryption_key.resource_id))
    error_message = "encryption_key.resource_id must be the versionless ARM id of a key vault key."
  }
}

variable "private_endpoint_subnet_id" {
  description = "Subnet for the private endpoints (output of network). Public access is always off."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/virtualnetworks/[^/]+/subnets/[^/]+$", var.private_endpoint_subnet_id))
    error_message = "private_endpoint_subnet_id must be the resource id of a subnet."
  }
}

variable "private_dns_zone_ids" {
  description = "Private DNS zones by service (output of network): blob, purview."
  type        = object({ blob = string, purview = string })
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.private_dns_zone_ids) : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/privatednszones/[^/]+$", id))])
    error_message = "private_dns_zone_ids must hold resource ids of private DNS zones."
  }
}

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives the diagnostic logs (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.operationalinsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the resource id of a Log Analytics workspace."
  }
}

variable "raw_retention_days" {
  description = "Days after which raw data is deleted. What is worth keeping has been curated by then."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.raw_retention_days >= 1 && var.raw_retention_days <= 365
    error_message = "raw_retention_days must be from 1 to 365."
  }
}

variable "curated_retention_days" {
  description = "Days after which curated data that nobody changed is deleted."
  type        = number
  default     = 730
  nullable    = false

  validation {
    condition     = var.curated_retention_days >= 30 && var.curated_retention_days <= 3650
    error_message = "curated_retention_days must be from 30 to 3650."
  }
}

variable "immutability" {
  description = "Days for which a released data set cannot change, so that a model can be traced to what it was trained on. The lock is final, for administrators too; enabled = false leaves released data to versions and soft delete, for an environment that is torn down."
  type        = object({ days = optional(number, 180), enabled = optional(bool, true) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.immutability.days >= 30 && var.immutability.days <= 3650
    error_message = "immutability.days must be from 30 to 3650."
  }
}

variable "readers" {
  description = "Principals that read curated and released data, by a name of your choice, for example the identity of training."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "curators" {
  description = "Principals that read raw data and write curated and released data, by a name of your choice."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(values(var.curators), values(var.readers))) == 0
    error_message = "A principal that only reads may not also curate."
  }
}

variable "ingesters" {
  description = "Principals that deliver raw data, by a name of your choice."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "catalogue_enabled" {
  description = "Create a Purview account that catalogues the data and its lineage. Switch off where the tenant has one; name its identity among the readers instead."
  type        = bool
  default     = true
  nullable    = false
}
