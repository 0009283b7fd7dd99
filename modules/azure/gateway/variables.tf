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

variable "gateway_subnet_id" {
  description = "Subnet of API Management (subnet_ids.gateway of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.gateway_subnet_id))
    error_message = "gateway_subnet_id must be the resource id of a subnet."
  }
}

variable "ingress_subnet_id" {
  description = "Subnet of the Application Gateway (subnet_ids.ingress of network)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("(?i)^/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft[.]network/virtualnetworks/[^/]+/subnets/[^/]+$", var.ingress_subnet_id))
    error_message = "ingress_subnet_id must be the resource id of a subnet."
  }
}

variable "publisher" {
  description = "Organization and address that API Management writes to."
  type        = object({ name = string, email = string })
  nullable    = false

  validation {
    condition     = can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", var.publisher.email))
    error_message = "publisher.email must be an e-mail address."
  }
}

variable "host_name" {
  description = "Public name of the gateway."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+[.])+[a-z]{2,}$", var.host_name))
    error_message = "host_name must be a DNS name in lower case."
  }
}

variable "tls_certificate" {
  description = "Certificate of host_name: the vault that holds it and its versionless secret id."
  type        = object({ key_vault_id = string, secret_id = string })
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/]+/secrets/[^/]+/?$", var.tls_certificate.secret_id))
    error_message = "tls_certificate.secret_id must be a versionless secret URL, so that renewals are picked up."
  }
}

variable "audience" {
  description = "Application ID URI that tokens must be issued for."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(api|https)://[A-Za-z0-9._/-]+$", var.audience))
    error_message = "audience must be an api:// or https:// URI of letters, digits, dots, slashes, hyphens and underscores."
  }
}

variable "consumers" {
  description = "Entra application ids that may call, by a name of your choice."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.consumers) > 0 && alltrue([for id in values(var.consumers) : can(regex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", id))])
    error_message = "consumers must name at least one application, by its UUID."
  }
}

variable "openai" {
  description = "Azure OpenAI account behind the gateway (outputs id and host_name of azure-openai)."
  type        = object({ id = string, host_name = string })
  default     = null

  validation {
    condition     = var.openai == null ? true : can(regex("^[a-z0-9-]+([.][a-z0-9-]+)+$", var.openai.host_name))
    error_message = "openai.host_name must be a DNS name in lower case; the gateway calls it over TLS."
  }

  validation {
    condition     = var.openai != null || var.model_server != null
    error_message = "The gateway needs openai, model_server or both behind it."
  }
}

variable "model_server" {
  description = "Self-hosted model behind the gateway (output endpoint of serving), and the versionless secret id of the certificate that the gateway shows it, in the vault of tls_certificate."
  type        = object({ endpoint = string, client_certificate_secret_id = string })
  default     = null

  validation {
    condition     = var.model_server == null ? true : can(regex("^https://[a-z0-9-]+([.][a-z0-9-]+)+$", var.model_server.endpoint))
    error_message = "model_server.endpoint must be https:// and a DNS name in lower case."
  }

  validation {
    condition     = var.model_server == null ? true : can(regex("^https://[^/]+/secrets/[^/]+/?$", var.model_server.client_certificate_secret_id))
    error_message = "model_server.client_certificate_secret_id must be a versionless secret URL, so that renewals are picked up."
  }
}

variable "limits" {
  description = "What one consumer may use: requests and tokens a minute, tokens a day; and requests a minute from one client address, judged before authentication."
  type = object({
    requests_per_minute         = optional(number, 120)
    tokens_per_minute           = optional(number, 20000)
    tokens_per_day              = optional(number, 2000000)
    address_requests_per_minute = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for limit in values(var.limits) : limit >= 1])
    error_message = "Every limit must be at least 1."
  }

  validation {
    condition     = var.limits.requests_per_minute <= 6000 && var.limits.tokens_per_minute <= 1000000 && var.limits.tokens_per_day <= 500000000 && var.limits.address_requests_per_minute <= 10000
    error_message = "A limit that high protects nothing: at most 6000 requests, 1000000 tokens a minute, 500000000 tokens a day and 10000 requests from one address."
  }
}

variable "first_apply" {
  description = "True for the apply that creates API Management: Azure refuses to create it with the public management endpoint off. Apply again without it."
  type        = bool
  default     = false
  nullable    = false
}
