variable "name" {
  description = "Prefix of every resource name: 3 to 16 lower-case letters and digits, hyphens between groups."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) >= 3 && length(var.name) <= 16
    error_message = "name must be 3 to 16 lower-case letters and digits, start with a letter, and use single hyphens between groups."
  }
}

variable "scope_id" {
  description = "Management group or subscription that the guardrails hold for, as a resource id."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(/providers/Microsoft[.]Management/managementGroups/[^/]+|/subscriptions/[0-9a-fA-F-]{36})$", var.scope_id))
    error_message = "scope_id must be the resource id of a management group or of a subscription."
  }
}

variable "allowed_locations" {
  description = "Regions in which resources may be made, in their short form."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_locations) > 0 && alltrue([for location in var.allowed_locations : can(regex("^[a-z]+[a-z0-9]*$", location))])
    error_message = "allowed_locations must name at least one region, lower case without spaces."
  }
}

variable "allowed_models" {
  description = "Language models that may be deployed, by name: those that passed the model risk assessment."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_models) > 0 && !contains(var.allowed_models, "*")
    error_message = "allowed_models must name models one by one."
  }
}
