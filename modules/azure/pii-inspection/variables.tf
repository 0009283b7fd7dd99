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

variable "key_vault_id" {
  description = "Premium key vault that holds the key of this module (output of keys). The applying identity must be a key manager of it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.keyvault/vaults/[^/]+$", var.key_vault_id))
    error_message = "key_vault_id must be the resource id of a key vault."
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
  description = "Private DNS zones by service (output of network): cognitiveservices."
  type        = object({ cognitiveservices = string })
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

variable "action_group_id" {
  description = "Action group told of every re-identification (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]insights/actiongroups/[^/]+$", var.action_group_id))
    error_message = "action_group_id must be the resource id of an action group."
  }
}

variable "inspectors" {
  description = "Principals that may have text inspected and redacted, by a name of your choice, for example the identity of the curation job."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "pseudonymizers" {
  description = "Principals that replace identities by pseudonyms, by a name of your choice. They can wrap keys but never unwrap one."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "re_identifiers" {
  description = "Principals that may turn pseudonyms back into identities, by a name of your choice; three at most, and none that pseudonymizes or inspects."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.re_identifiers) <= 3
    error_message = "re_identifiers must name three principals at most."
  }

  validation {
    condition     = length(setintersection(values(var.re_identifiers), concat(values(var.pseudonymizers), values(var.inspectors)))) == 0
    error_message = "Who pseudonymizes or inspects may not also re-identify."
  }
}
