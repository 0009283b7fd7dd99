variable "name" {
  description = "Name of the namespace: lower-case letters, digits and hyphens, 3 to 40 characters."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}[a-z0-9]$", var.name)) && !startswith(var.name, "kube-") && var.name != "default"
    error_message = "name must be 3 to 40 lower-case letters, digits and hyphens, and not one that Kubernetes keeps for itself."
  }
}

variable "labels" {
  description = "Labels of the namespace. owner, data-classification and risk-tier are required: findings and risk reviews are routed by them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for key in ["owner", "data-classification", "risk-tier"] : try(length(var.labels[key]) > 0, false)])
    error_message = "labels must name owner, data-classification and risk-tier."
  }

  validation {
    condition     = alltrue([for key in keys(var.labels) : !strcontains(key, "kubernetes.io/")])
    error_message = "labels may not set what Kubernetes reads, such as the pod security standard."
  }
}

variable "quota" {
  description = "Most that the namespace may use at once: CPUs, memory and storage in GiB, GPUs, pods."
  type = object({
    cpu         = optional(number, 32)
    memory_gib  = optional(number, 128)
    storage_gib = optional(number, 500)
    gpus        = optional(number, 0)
    pods        = optional(number, 50)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.quota.cpu > 0 && var.quota.memory_gib > 0 && var.quota.storage_gib >= 0 && var.quota.gpus >= 0 && var.quota.pods > 0
    error_message = "cpu, memory_gib and pods must be above 0, storage_gib and gpus at least 0."
  }

  validation {
    condition     = var.quota.cpu <= 2000 && var.quota.memory_gib <= 20000 && var.quota.gpus <= 512 && var.quota.pods <= 1000
    error_message = "A quota that high limits nothing: at most 2000 CPUs, 20000 GiB, 512 GPUs and 1000 pods."
  }
}

variable "container_max" {
  description = "Most that one container may ask for: CPUs and memory in GiB."
  type        = object({ cpu = optional(number, 16), memory_gib = optional(number, 64) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.container_max.cpu <= var.quota.cpu && var.container_max.memory_gib <= var.quota.memory_gib
    error_message = "A container may not be allowed more than the quota of its namespace."
  }
}

variable "ingress_namespaces" {
  description = "Namespaces whose pods may call pods here, for example that of the gateway."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "egress" {
  description = "Private ranges that pods may reach over TCP, by a name of your choice, for example the subnet of private endpoints."
  type        = map(object({ cidr = string, ports = optional(set(number), [443]) }))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for target in values(var.egress) : can(regex("^(10[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.])", target.cidr)) && can(cidrhost(target.cidr, 0))])
    error_message = "egress must name private IPv4 ranges; the internet is reached through the network's proxy or firewall, if at all."
  }

  validation {
    condition     = alltrue([for target in values(var.egress) : try(tonumber(split("/", target.cidr)[1]) >= 16, false) && length(target.ports) > 0])
    error_message = "egress ranges must be /16 or smaller and name their ports."
  }
}

variable "readers" {
  description = "Groups that see workloads and logs, but no secrets."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for group in var.readers : !startswith(group, "system:") && group != ""])
    error_message = "readers may not name groups that Kubernetes defines, such as everybody who is authenticated."
  }
}

variable "deployers" {
  description = "Groups that deploy workloads. They can neither read secrets nor open a shell, and cannot change quotas, network policies or roles."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for group in var.deployers : !startswith(group, "system:") && group != ""])
    error_message = "deployers may not name groups that Kubernetes defines, such as everybody who is authenticated."
  }
}

variable "workload_identity" {
  description = "Annotations that bind the workload's service account to a cloud identity, for example azure.workload.identity/client-id, eks.amazonaws.com/role-arn or iam.gke.io/gcp-service-account."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.workload_identity) : contains(["azure.workload.identity/client-id", "azure.workload.identity/tenant-id", "eks.amazonaws.com/role-arn", "iam.gke.io/gcp-service-account"], key)])
    error_message = "workload_identity takes the annotations of AKS, EKS and GKE only."
  }
}
