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

variable "address_space" {
  description = "Private IPv4 range of the network, /16 to /20. The subnets are cut from it."
  type        = string
  default     = "10.64.0.0/16"
  nullable    = false

  validation {
    condition     = can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.])", var.address_space)) && can(cidrhost(var.address_space, 0))
    error_message = "address_space must be a CIDR inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }

  validation {
    condition     = can(cidrhost(var.address_space, 0)) && tonumber(split("/", var.address_space)[1]) >= 16 && tonumber(split("/", var.address_space)[1]) <= 20
    error_message = "address_space must be from /16 to /20."
  }
}

variable "egress_fqdns" {
  description = "Host names outside the platform that the training and serving tiers may reach over TLS, for example a package mirror. A leading *. covers the names below at least two labels."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for fqdn in var.egress_fqdns : can(regex("^([*][.])?([a-z0-9-]+[.])+[a-z]{2,}$", fqdn))])
    error_message = "egress_fqdns must be host names in lower case; only a whole leading label may be *, above at least two others."
  }
}

variable "ddos_protection_plan_id" {
  description = "Plan that protects the whole network against volumetric attacks; an organization shares one. Without it the public addresses are protected one by one."
  type        = string
  default     = null

  validation {
    condition     = var.ddos_protection_plan_id == null ? true : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/ddosprotectionplans/[^/]+$", var.ddos_protection_plan_id))
    error_message = "ddos_protection_plan_id must be the resource id of a DDoS protection plan."
  }
}

variable "runner_network" {
  description = "Network of the pipeline's runners, which is peered and may reach the private endpoints: its resource id and address range. A network links to one private DNS zone of a name, so every environment has runners of its own."
  type        = object({ id = string, address_prefix = string })
  default     = null

  validation {
    condition     = var.runner_network == null ? true : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+$", var.runner_network.id))
    error_message = "runner_network.id must be the resource id of a virtual network."
  }

  validation {
    condition     = var.runner_network == null ? true : can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.])", var.runner_network.address_prefix)) && can(cidrhost(var.runner_network.address_prefix, 0)) && tonumber(split("/", var.runner_network.address_prefix)[1]) >= 20
    error_message = "runner_network.address_prefix must be a private IPv4 range of /20 or less."
  }
}

variable "network_watcher" {
  description = "Network Watcher of the region. Azure names it after the region in the group NetworkWatcherRG unless told otherwise."
  type        = object({ name = optional(string), resource_group_name = optional(string, "NetworkWatcherRG") })
  default     = {}
  nullable    = false
}

variable "flow_log_retention_days" {
  description = "Days for which flow records are kept."
  type        = number
  default     = 180
  nullable    = false

  validation {
    condition     = var.flow_log_retention_days >= 90 && var.flow_log_retention_days <= 365
    error_message = "flow_log_retention_days must be from 90 to 365."
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

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives the diagnostic logs (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.operationalinsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the resource id of a Log Analytics workspace."
  }
}

variable "log_analytics_workspace_guid" {
  description = "Workspace id (GUID) of the same workspace, for traffic analytics (output of audit-archive)."
  type        = string
  nullable    = false
}
