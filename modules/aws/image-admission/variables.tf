variable "registries" {
  description = "Repositories, with a closing slash, that images may come from: the ones that only the signing build can push to."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.registries) >= 1 && alltrue([for registry in var.registries : can(regex("^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?/([a-z0-9._-]+/)*$", registry))])
    error_message = "registries must be ECR registries or prefixes of repositories in them, ending with a slash."
  }
}

variable "exempt_namespaces" {
  description = "Namespaces of the add-ons that AWS installs from registries of its own."
  type        = set(string)
  default     = ["amazon-cloudwatch", "amazon-guardduty", "kube-system"]
  nullable    = false

  validation {
    condition     = length(setsubtract(var.exempt_namespaces, ["amazon-cloudwatch", "amazon-guardduty", "kube-system"])) == 0
    error_message = "Only amazon-cloudwatch, amazon-guardduty and kube-system may be exempt."
  }
}
