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

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives the diagnostic logs (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.operationalinsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the resource id of a Log Analytics workspace."
  }
}

variable "subnet_id" {
  description = "Subnet delegated to Container Apps (subnet_ids.apps of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.subnet_id))
    error_message = "subnet_id must be the resource id of a subnet."
  }
}

variable "gateway_prefix" {
  description = "Address range of the gateway, the only caller (subnet_prefixes.gateway of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.])", var.gateway_prefix)) && can(cidrhost(var.gateway_prefix, 0))
    error_message = "gateway_prefix must be a private IPv4 range."
  }
}

variable "image" {
  description = "Serving image with the model, from the stage prod of the model registry, named by digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}[.]azurecr[.]io/prod/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image must be REGISTRY.azurecr.io/prod/NAME@sha256:DIGEST: a tag can be moved to something nobody approved."
  }
}

variable "revision" {
  description = "Name of the revision that runs image, for example v12."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$", var.revision))
    error_message = "revision must be 1 to 20 lower-case letters, digits and hyphens."
  }
}

variable "stable_revision" {
  description = "Revision that keeps most of the traffic while revision is on trial. Null promotes revision; naming the one before as revision rolls back."
  type        = string
  default     = null

  validation {
    condition     = var.stable_revision == null ? true : var.stable_revision != var.revision
    error_message = "stable_revision must be another revision than the one on trial."
  }
}

variable "trial_percent" {
  description = "Share of the traffic that a revision on trial gets."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.trial_percent >= 1 && var.trial_percent <= 50 && floor(var.trial_percent) == var.trial_percent
    error_message = "trial_percent must be a whole number from 1 to 50; promote a revision by setting stable_revision to null."
  }
}

variable "workload_profile" {
  description = "Kind of machine, for example NC24-A100 for a GPU or D4 without."
  type        = string
  default     = "D4"
  nullable    = false

  validation {
    condition     = can(regex("^(D|E)(4|8|16|32)$|^NC(24|48|96)-A100$", var.workload_profile))
    error_message = "workload_profile must be D4 to D32, E4 to E32, or NC24-A100, NC48-A100 or NC96-A100."
  }
}

variable "container" {
  description = "What one replica asks for, and the port and path that answer its probes."
  type = object({
    cpu         = optional(number, 2)
    memory      = optional(string, "4Gi")
    port        = optional(number, 8080)
    health_path = optional(string, "/health")
  })
  default  = {}
  nullable = false
}

variable "max_replicas" {
  description = "Most replicas that run at once, which caps the bill of an attack. At least two run always."
  type        = number
  default     = 6
  nullable    = false

  validation {
    condition     = var.max_replicas >= 2 && var.max_replicas <= 30
    error_message = "max_replicas must be from 2 to 30."
  }
}

variable "action_group_id" {
  description = "Action group told of slow answers, restarts and exhausted capacity (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]insights/actiongroups/[^/]+$", var.action_group_id))
    error_message = "action_group_id must be the resource id of an action group."
  }
}

variable "rollback_action_group_id" {
  description = "Action group whose receiver rolls back, for example a pipeline that applies with the stable revision; it is told when requests fail."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]insights/actiongroups/[^/]+$", var.rollback_action_group_id))
    error_message = "rollback_action_group_id must be the resource id of an action group."
  }
}
