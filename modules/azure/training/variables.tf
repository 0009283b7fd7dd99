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
  description = "Private DNS zones by service (output of network): ml_api, ml_notebooks, blob."
  type        = object({ ml_api = string, ml_notebooks = string, blob = string })
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

variable "container_registry_id" {
  description = "Registry of the environment images (output of model-registry)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]containerregistry/registries/[^/]+$", var.container_registry_id))
    error_message = "container_registry_id must be the resource id of a container registry."
  }
}

variable "training_data" {
  description = "Stores that jobs reach over managed private endpoints, by a name of your choice (storage_account_id of training-data). Roles on their containers are granted there, to identity_principal_id."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "egress_fqdns" {
  description = "Host names that jobs may reach over TLS, for example a package mirror."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for fqdn in var.egress_fqdns : can(regex("^([*][.])?([a-z0-9-]+[.])+[a-z]{2,}$", fqdn))])
    error_message = "egress_fqdns must be host names in lower case; only a whole leading label may be *, above at least two others."
  }
}

variable "clusters" {
  description = "Compute clusters by name: the size of a node and how many may run at once. All scale to zero when idle."
  type = map(object({
    vm_size   = string
    max_nodes = number
  }))
  default  = { gpu = { vm_size = "Standard_NC24ads_A100_v4", max_nodes = 2 } }
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.clusters) : can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", name))])
    error_message = "Cluster names must be 3 to 32 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for cluster in values(var.clusters) : can(regex("^Standard_[A-Za-z0-9_]+$", cluster.vm_size))])
    error_message = "vm_size must be the name of a size, such as Standard_NC24ads_A100_v4."
  }

  validation {
    condition     = alltrue([for cluster in values(var.clusters) : cluster.max_nodes >= 1 && cluster.max_nodes <= 64])
    error_message = "max_nodes must be from 1 to 64."
  }
}

variable "data_scientists" {
  description = "Entra groups that submit jobs, by a name of your choice. They cannot create compute or change the workspace."
  type        = map(string)
  default     = {}
  nullable    = false
}
