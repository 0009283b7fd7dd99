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

variable "log_analytics_workspace_id" {
  description = "Log Analytics workspace that receives the diagnostic logs (output of audit-archive)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.operationalinsights/workspaces/[^/]+$", var.log_analytics_workspace_id))
    error_message = "log_analytics_workspace_id must be the resource id of a Log Analytics workspace."
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
  description = "Private DNS zones by service (output of network): vault, managed_hsm."
  type        = object({ vault = string, managed_hsm = string })
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.private_dns_zone_ids) : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/privatednszones/[^/]+$", id))])
    error_message = "private_dns_zone_ids must hold resource ids of private DNS zones."
  }
}

variable "keys" {
  description = "Keys to create, by purpose. size is in bits; AI services and their content filters accept 2048 only."
  type        = map(object({ size = optional(number, 3072) }))
  nullable    = false

  validation {
    condition     = length(var.keys) > 0 && alltrue([for name in keys(var.keys) : can(regex("^[a-z][a-z0-9-]{1,30}$", name))])
    error_message = "keys must name at least one key; names are 2 to 31 lower-case letters, digits and hyphens."
  }

  validation {
    condition     = alltrue([for key in values(var.keys) : contains([2048, 3072, 4096], key.size)])
    error_message = "size must be 2048, 3072 or 4096."
  }
}

variable "rotation_days" {
  description = "Age in days at which a new key version is made."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.rotation_days >= 30 && var.rotation_days <= 335 && floor(var.rotation_days) == var.rotation_days
    error_message = "rotation_days must be a whole number from 30 to 335: a version expires after 365 days and its successor must exist 30 days before."
  }
}

variable "key_managers" {
  description = "Object ids of the Entra groups that create, rotate and retire keys. They cannot encrypt, decrypt, unwrap or purge."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.key_managers) > 0
    error_message = "key_managers must name at least one group."
  }
}

variable "auditors" {
  description = "Object ids of the Entra groups that read the metadata of keys and vault. They may not be key managers."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setintersection(var.auditors, var.key_managers)) == 0
    error_message = "A group may not both manage keys and audit them."
  }
}

variable "managed_hsm" {
  description = "Single-tenant Managed HSM that holds a second set of the same keys, for workloads that must not share an HSM. encryption_users gives a service's identity the use of one key."
  type = object({
    admin_object_ids                = set(string)
    security_domain_certificate_ids = list(string)
    security_domain_quorum          = optional(number, 3)
    encryption_users                = optional(map(object({ key = string, principal_id = string })), {})
  })
  default = null

  validation {
    condition     = var.managed_hsm == null ? true : length(var.managed_hsm.admin_object_ids) >= 2
    error_message = "managed_hsm.admin_object_ids must name at least two administrators, so that one lost account does not lose the HSM."
  }

  validation {
    condition     = var.managed_hsm == null ? true : length(var.managed_hsm.security_domain_certificate_ids) >= 3 && length(var.managed_hsm.security_domain_certificate_ids) <= 10
    error_message = "managed_hsm.security_domain_certificate_ids must name 3 to 10 certificates."
  }

  validation {
    condition     = var.managed_hsm == null ? true : var.managed_hsm.security_domain_quorum >= 2 && var.managed_hsm.security_domain_quorum <= length(var.managed_hsm.security_domain_certificate_ids)
    error_message = "managed_hsm.security_domain_quorum must be at least 2 and at most the number of certificates."
  }

  validation {
    condition     = var.managed_hsm == null ? true : alltrue([for user in values(var.managed_hsm.encryption_users) : contains(keys(var.keys), user.key)])
    error_message = "managed_hsm.encryption_users must name keys of var.keys."
  }
}
