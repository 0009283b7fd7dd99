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

variable "subscription_id" {
  description = "Subscription whose activity log is kept and whose Defender plans are switched on."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.subscription_id))
    error_message = "subscription_id must be a UUID."
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
  description = "Private DNS zones by service (output of network): blob, monitor, oms, ods, agentsvc."
  type = object({
    blob     = string
    monitor  = string
    oms      = string
    ods      = string
    agentsvc = string
  })
  nullable = false

  validation {
    condition     = alltrue([for id in values(var.private_dns_zone_ids) : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/privatednszones/[^/]+$", id))])
    error_message = "private_dns_zone_ids must hold resource ids of private DNS zones."
  }
}

variable "query_retention_days" {
  description = "Days for which logs can be queried in the workspace. The archive keeps them longer."
  type        = number
  default     = 180
  nullable    = false

  validation {
    condition     = var.query_retention_days >= 90 && var.query_retention_days <= 730
    error_message = "query_retention_days must be from 90 to 730."
  }
}

variable "retention_days" {
  description = "Days for which the archive keeps a record unchangeable; the record is deleted 30 days later."
  type        = number
  default     = 400
  nullable    = false

  validation {
    condition     = var.retention_days >= 365 && var.retention_days <= 3653
    error_message = "retention_days must be from 365 to 3653."
  }
}

variable "immutability_locked" {
  description = "Lock the retention of the archive for good. Azure creates a policy unlocked; set this to true in a second apply, after which nobody can shorten it."
  type        = bool
  default     = false
  nullable    = false
}

variable "archived_tables" {
  description = "Workspace tables that are copied to the archive as they arrive."
  type        = set(string)
  default     = ["AzureDiagnostics", "StorageBlobLogs", "AKSAudit", "AZFWApplicationRule", "AZFWDnsQuery", "AmlComputeJobEvent", "ApiManagementGatewayLogs", "ContainerRegistryLoginEvents"]
  nullable    = false

  validation {
    condition     = length(var.archived_tables) > 0
    error_message = "archived_tables must name at least one table."
  }
}

variable "security_contact" {
  description = "Where Defender and the alerts on tampering with the audit trail report to."
  type        = object({ email = string, phone = string })
  nullable    = false

  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.security_contact.email)) && can(regex("^[+][0-9]{7,15}$", var.security_contact.phone))
    error_message = "security_contact needs an e-mail address and a phone number in international form, such as +46812345678."
  }
}
