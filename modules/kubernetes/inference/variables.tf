variable "name" {
  description = "Name of the model server: lower-case letters, digits and hyphens, 3 to 40 characters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 40 lower-case letters, digits and hyphens."
  }
}

variable "namespace" {
  description = "Namespace of the server (output name of namespace)."
  type        = string
  nullable    = false

  validation {
    condition     = !contains(["default", "kube-system", "kube-public"], var.namespace)
    error_message = "namespace must be one made for the workload."
  }
}

variable "service_account_name" {
  description = "Service account of the server (output service_account_name of namespace)."
  type        = string
  nullable    = false

  validation {
    condition     = var.service_account_name != "default"
    error_message = "service_account_name must be an account made for the workload."
  }
}

variable "labels" {
  description = "Labels of every object. owner, data-classification and risk-tier are required: findings and risk reviews are routed by them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for key in ["owner", "data-classification", "risk-tier"] : try(length(var.labels[key]) > 0, false)])
    error_message = "labels must name owner, data-classification and risk-tier."
  }

  validation {
    condition     = length(setintersection(keys(var.labels), ["app.kubernetes.io/name", "app.kubernetes.io/component"])) == 0
    error_message = "labels may not set those that the service selects pods by."
  }
}

variable "repository" {
  description = "Repository of the serving image with the model, for example REGISTRY.azurecr.io/prod/churn."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+[.][a-z]{2,}(:[0-9]+)?/[a-z0-9._/-]+$", var.repository))
    error_message = "repository must be REGISTRY/NAME without tag or digest."
  }
}

variable "digest" {
  description = "Digest of the stable image. A tag could be moved to something nobody approved."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^sha256:[0-9a-f]{64}$", var.digest))
    error_message = "digest must be sha256: and 64 hexadecimal digits."
  }
}

variable "canary_digest" {
  description = "Digest of the image on trial. It runs in one replica beside the stable ones and gets its share of the traffic. Null ends the trial."
  type        = string
  default     = null

  validation {
    condition     = var.canary_digest == null ? true : can(regex("^sha256:[0-9a-f]{64}$", var.canary_digest)) && var.canary_digest != var.digest
    error_message = "canary_digest must be sha256: and 64 hexadecimal digits, and differ from digest."
  }
}

variable "replicas" {
  description = "Fewest and most replicas of the stable image. The cap limits what an attack can cost."
  type        = object({ min = optional(number, 3), max = optional(number, 9) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.replicas.min >= 2 && var.replicas.max >= var.replicas.min && var.replicas.max <= 100
    error_message = "replicas.min must be at least 2, replicas.max at least that and at most 100."
  }
}

variable "resources" {
  description = "What one replica gets: CPUs, memory and scratch space in GiB, GPUs."
  type = object({
    cpu         = optional(number, 2)
    memory_gib  = optional(number, 8)
    scratch_gib = optional(number, 10)
    gpus        = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.resources.cpu > 0 && var.resources.memory_gib > 0 && var.resources.scratch_gib > 0 && contains([0, 1, 2, 4, 8], var.resources.gpus)
    error_message = "cpu, memory_gib and scratch_gib must be above 0, gpus 0, 1, 2, 4 or 8."
  }
}

variable "server" {
  description = "Port that the server listens on, path that answers its probes, and seconds that loading the model may take."
  type = object({
    port            = optional(number, 8080)
    health_path     = optional(string, "/health")
    startup_seconds = optional(number, 600)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.server.port >= 1024 && var.server.port <= 65535 && startswith(var.server.health_path, "/") && var.server.startup_seconds >= 10
    error_message = "port must be from 1024 to 65535 (the server is not root), health_path start with /, startup_seconds be at least 10."
  }
}

variable "client_namespaces" {
  description = "Namespaces whose pods may call the server, for example that of the gateway."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.client_namespaces) > 0
    error_message = "client_namespaces must name at least one namespace."
  }
}

variable "tolerations" {
  description = "Taints of the node pool, by key, for example { sku = \"gpu\" } or { confidential = \"true\" } with modules/azure/gpu-cluster."
  type        = map(string)
  default     = {}
  nullable    = false
}
