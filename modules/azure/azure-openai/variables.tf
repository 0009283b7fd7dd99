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
  description = "Private DNS zones by service (output of network): openai."
  type        = object({ openai = string })
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
  description = "Action group told of throttled and of blocked requests (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]insights/actiongroups/[^/]+$", var.action_group_id))
    error_message = "action_group_id must be the resource id of an action group."
  }
}

variable "deployments" {
  description = "Models to deploy, by deployment name. capacity is the quota in thousands of tokens per minute. The kinds Standard and ProvisionedManaged keep prompts in the region; global kinds have no input."
  type = map(object({
    model    = string
    version  = string
    capacity = number
    kind     = optional(string, "Standard")
  }))
  nullable = false

  validation {
    condition     = alltrue([for deployment in values(var.deployments) : contains(["Standard", "ProvisionedManaged"], deployment.kind)])
    error_message = "kind must be Standard or ProvisionedManaged: the others process prompts outside the region."
  }

  validation {
    condition     = alltrue([for deployment in values(var.deployments) : deployment.capacity >= 1 && deployment.capacity <= 1000])
    error_message = "capacity must be from 1 to 1000 thousand tokens a minute; raise it by deploying more than once."
  }

  validation {
    condition     = alltrue([for deployment in values(var.deployments) : can(regex("^[0-9A-Za-z][0-9A-Za-z.-]*$", deployment.version)) && !contains(["latest", "default", "auto"], lower(deployment.version))])
    error_message = "version must be one pinned model version."
  }
}

variable "filter_severity" {
  description = "Severity from which hate, sexual, self-harm and violent content is blocked, in prompts and answers."
  type        = string
  default     = "Medium"
  nullable    = false

  validation {
    condition     = contains(["Low", "Medium"], var.filter_severity)
    error_message = "filter_severity must be Low (strictest) or Medium; High would let most harmful content pass."
  }
}

variable "users" {
  description = "Principals that may call the models, by a name of your choice, for example the identity of the gateway."
  type        = map(string)
  default     = {}
  nullable    = false
}
