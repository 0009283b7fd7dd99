# Settings that are null unless given, with something written in their place: what stands there takes the type of what
# was declared. Rules from files that may be empty.

variable "service" {
  type = object({
    environment = optional(map(string))
    ports       = optional(list(string))
    limits      = optional(object({ cpu = string, memory = optional(string, "512") }))
    priority    = optional(string)
  })
  default = {}
}
variable "labels" {
  type    = map(string)
  default = null
}
locals {
  labels = coalesce(var.labels, { team = "ml", tier = 1, spot = true })
  limits = coalesce(var.service.limits, { cpu = 2, memory = null })
  rules = merge([
    for file in fileset("${path.module}/rules", "*.yaml") : {
      for name, rule in coalesce(yamldecode(file("${path.module}/rules/${file}")), tomap({})) : name => {
        ports    = try(rule.ports, ["all"])
        priority = try(rule.priority, 1000)
        deny     = try(rule.deny, false)
      }
    }
  ]...)
}
resource "aws_ssm_parameter" "settings" {
  for_each = {
    environment = jsonencode(coalesce(var.service.environment, { LOG = 1, DEBUG = false }))
    ports       = jsonencode(coalesce(var.service.ports, [80, 443]))
    priority    = jsonencode(coalesce(try(var.service.priority, null), 5))
    labels      = jsonencode(local.labels)
    limits      = jsonencode(local.limits)
  }
  name  = "/service/${each.key}"
  type  = "String"
  value = each.value
  tags  = local.labels
}
resource "google_compute_firewall" "rule" {
  for_each = local.rules
  name     = each.key
  network  = "default"
  priority = each.value.priority
  dynamic "allow" {
    for_each = each.value.deny ? [] : [1]
    content {
      protocol = "tcp"
      ports    = each.value.ports
    }
  }
  dynamic "deny" {
    for_each = each.value.deny ? [1] : []
    content { protocol = "all" }
  }
}
