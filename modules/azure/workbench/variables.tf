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

variable "tenant_id" {
  description = "Microsoft Entra tenant that authenticates every caller."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.tenant_id))
    error_message = "tenant_id must be a UUID."
  }
}

variable "workspace_id" {
  description = "Machine Learning workspace that the instances belong to (workspace_id of training). Its managed network is their only way out."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]machinelearningservices/workspaces/[^/]+$", var.workspace_id))
    error_message = "workspace_id must be the resource id of a Machine Learning workspace."
  }
}

variable "workspace_name" {
  description = "Name of the same workspace (workspace_name of training)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{2,32}$", var.workspace_name))
    error_message = "workspace_name must be 3 to 33 letters, digits, hyphens and underscores."
  }
}

variable "instances" {
  description = "Workbenches by name: the Entra object id of the one person who may use it, and the size of the machine."
  type = map(object({
    user_object_id = string
    vm_size        = optional(string, "Standard_E4ds_v5")
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.instances) : can(regex("^[a-z][a-z0-9-]{1,21}[a-z0-9]$", name))])
    error_message = "Names must be 3 to 23 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for instance in values(var.instances) : can(regex("^Standard_[A-Za-z0-9_]+$", instance.vm_size))])
    error_message = "vm_size must be the name of a size, such as Standard_E4ds_v5."
  }

  validation {
    condition     = alltrue([for instance in values(var.instances) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", instance.user_object_id))])
    error_message = "user_object_id must be a UUID."
  }
}

variable "idle_minutes" {
  description = "Minutes without activity after which a workbench stops."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.idle_minutes >= 15 && var.idle_minutes <= 180 && floor(var.idle_minutes) == var.idle_minutes
    error_message = "idle_minutes must be a whole number from 15 to 180."
  }
}
