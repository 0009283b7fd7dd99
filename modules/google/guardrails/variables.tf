variable "parent" {
  description = "Organization or folder that the guardrails hold for (organizations/N or folders/N)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(organizations|folders)/[0-9]{6,20}$", var.parent))
    error_message = "parent must be organizations/NUMBER or folders/NUMBER."
  }
}

variable "name" {
  description = "Prefix of the resource names."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 18 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "access_policy_id" {
  description = "Number of the organization's access policy, which holds its service perimeters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{6,20}$", var.access_policy_id))
    error_message = "access_policy_id must be the number of the access policy, without accessPolicies/."
  }
}

variable "project_numbers" {
  description = "Numbers of the projects inside the perimeter."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.project_numbers) > 0 && alltrue([for number in var.project_numbers : can(regex("^[0-9]{6,20}$", number))])
    error_message = "project_numbers must hold at least one numeric project number."
  }
}

variable "operators" {
  description = "Who may use the restricted services from outside the perimeter (deployment service accounts, user:EMAIL of operators) and from which addresses. Both must match."
  type = object({
    members   = set(string)
    ip_ranges = set(string)
  })
  nullable = false

  validation {
    condition     = length(var.operators.members) > 0 && alltrue([for member in var.operators.members : can(regex("^(serviceAccount|user):[^@ ]+@[^@ ]+$", member))])
    error_message = "operators.members must hold at least one serviceAccount:EMAIL or user:EMAIL."
  }

  validation {
    condition     = length(var.operators.ip_ranges) > 0 && alltrue([for cidr in var.operators.ip_ranges : can(cidrhost(cidr, 0)) && try(tonumber(split("/", cidr)[1]), 0) >= (strcontains(cidr, ":") ? 32 : 16)])
    error_message = "operators.ip_ranges must hold at least one CIDR range, none wider than /16 (IPv4) or /32 (IPv6)."
  }
}

variable "regions" {
  description = "Regions in which resources may be created."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.regions) > 0 && alltrue([for region in var.regions : can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", region))])
    error_message = "regions must hold at least one Google Cloud region."
  }
}

variable "key_projects" {
  description = "Ids of the projects whose Cloud KMS keys may encrypt resources."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.key_projects) > 0 && alltrue([for project in var.key_projects : can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", project))])
    error_message = "key_projects must hold at least one project id."
  }
}

variable "customer_ids" {
  description = "Cloud Identity customer ids whose members may be granted access (C0xxxxxxx)."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.customer_ids) > 0 && alltrue([for id in var.customer_ids : can(regex("^C0[0-9a-z]{7}$", id))])
    error_message = "customer_ids must hold at least one Cloud Identity customer id such as C0abcd123."
  }
}

variable "allowed_models" {
  description = "Model Garden models that have been assessed and may be used, as constraint values (publishers/google/models/NAME:predict)."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_models) > 0 && alltrue([for model in var.allowed_models : can(regex("^publishers/[a-z0-9-]+/models/[a-z0-9._-]+:(predict|deploy|tune)$", model))])
    error_message = "allowed_models name a publisher, a model and an action (predict, deploy or tune), without wildcards."
  }
}
