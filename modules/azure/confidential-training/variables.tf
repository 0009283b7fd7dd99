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
  description = "Subnet of the machines (subnet_ids.training of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.subnet_id))
    error_message = "subnet_id must be the resource id of a subnet."
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
  description = "Private DNS zones by service (output of network): attestation."
  type        = object({ attestation = string })
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.private_dns_zone_ids) : can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.network/privatednszones/[^/]+$", id))])
    error_message = "private_dns_zone_ids must hold resource ids of private DNS zones."
  }
}

variable "workers" {
  description = "Number of machines."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.workers >= 1 && var.workers <= 16 && floor(var.workers) == var.workers
    error_message = "workers must be a whole number from 1 to 16."
  }
}

variable "vm_size" {
  description = "Confidential size. The default has an H100 whose memory is encrypted as well."
  type        = string
  default     = "Standard_NCC40ads_H100_v5"
  nullable    = false

  validation {
    condition     = can(regex("^Standard_(DC[0-9]+[a-z]*_v[56]|EC[0-9]+[a-z]*_v[56]|NCC[0-9]+[a-z]*_H100_v5)$", var.vm_size))
    error_message = "vm_size must be a confidential size: the series DC, EC or NCC."
  }
}

variable "image_version" {
  description = "Version of Canonical's confidential image of Ubuntu 22.04 that the attestation policy was written for."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^22[.]04[.][0-9]{9,12}$", var.image_version))
    error_message = "image_version must be one version such as 22.04.202502270, never latest: a new image has new measurements."
  }
}

variable "admin_public_key" {
  description = "SSH public key of the break-glass account. No network rule lets SSH in; it works over a serial session opened for an incident."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]+={0,2}( [^\n]*)?$", var.admin_public_key))
    error_message = "admin_public_key must be one RSA or Ed25519 public key."
  }
}

variable "platform_attestation_uri" {
  description = "Shared attestation service of the region in location, which the platform uses to unlock disks: for northeurope https://sharedneu.neu.attest.azure.net."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://shared[a-z0-9]+[.][a-z0-9]+[.]attest[.]azure[.]net$", var.platform_attestation_uri))
    error_message = "platform_attestation_uri must be a shared endpoint of Microsoft Azure Attestation."
  }
}

variable "orchestrator_object_id" {
  description = "Object id, in this tenant, of the service principal Confidential VM Orchestrator (application bf7b6499-ff71-4aa2-97a4-f372087be7f0), which hands disk keys to attested machines."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", var.orchestrator_object_id))
    error_message = "orchestrator_object_id must be a UUID."
  }
}
