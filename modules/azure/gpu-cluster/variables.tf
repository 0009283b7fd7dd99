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

variable "node_subnet_id" {
  description = "Subnet of the nodes (subnet_ids.training or subnet_ids.serving of network). Its route table leads to the firewall."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.node_subnet_id))
    error_message = "node_subnet_id must be the resource id of a subnet."
  }
}

variable "control_subnet_id" {
  description = "Subnet of the API server (subnet_ids.control of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.control_subnet_id))
    error_message = "control_subnet_id must be the resource id of a subnet."
  }
}

variable "admin_groups" {
  description = "Object ids of the Entra groups that administer the cluster, activated for a limited time by privileged identity management."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.admin_groups) > 0
    error_message = "admin_groups must name at least one group: there is no local account to fall back on."
  }
}

variable "users" {
  description = "Entra groups that may sign in to the cluster, by a name of your choice. What they may do is granted per namespace (modules/kubernetes/namespace)."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "registry_login_server" {
  description = "Registry that workload images must come from, by digest (login_server of model-registry)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}[.]azurecr[.]io$", var.registry_login_server))
    error_message = "registry_login_server must be REGISTRY.azurecr.io."
  }
}

variable "gpu_pool" {
  description = "Size of the GPU nodes and how many may run at once. The default has an H100 whose memory is encrypted against the host; other sizes trade that for price or region. The pool is empty while nothing asks for a GPU."
  type        = object({ vm_size = optional(string, "Standard_NCC40ads_H100_v5"), max_nodes = optional(number, 4) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.gpu_pool.max_nodes >= 1 && var.gpu_pool.max_nodes <= 64
    error_message = "gpu_pool.max_nodes must be from 1 to 64."
  }
}

variable "confidential_pool" {
  description = "Size of the confidential nodes (memory encrypted against the host) and how many may run at once, for work on data that must stay sealed."
  type        = object({ vm_size = optional(string, "Standard_DC8as_v5"), max_nodes = optional(number, 3) })
  default     = {}
  nullable    = false

  validation {
    condition     = can(regex("^Standard_(DC[0-9]+[a-z]*_v[56]|EC[0-9]+[a-z]*_v[56]|NCC[0-9]+[a-z]*_H100_v5)$", var.confidential_pool.vm_size))
    error_message = "confidential_pool.vm_size must be a confidential size: the series DC, EC or NCC."
  }

  validation {
    condition     = var.confidential_pool.max_nodes >= 1 && var.confidential_pool.max_nodes <= 64
    error_message = "confidential_pool.max_nodes must be from 1 to 64."
  }
}
