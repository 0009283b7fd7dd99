# Optional attributes all the way down: defaults of objects inside lists inside maps, null given where a default
# exists, nullable = false, sets of objects, null against absent in conditions, tuples and maps converted on the way.

variable "endpoints" {
  type = map(object({
    model    = string
    replicas = optional(number, 1)
    public   = optional(bool)
    network = optional(object({
      subnets = optional(list(string), ["subnet-a"])
      rules   = optional(set(object({ port = number, cidr = optional(string, "10.0.0.0/8") })), [])
    }), {})
    tags   = optional(map(string))
    extras = optional(any, { kind = "default" })
  }))
  default = {
    chat  = { model = "llm", replicas = "3", network = { rules = [{ port = 443 }, { port = "80", cidr = null }] }, tags = { tier = 1 } }
    embed = { model = "bge", network = null, public = "true" }
    plain = { model = "tiny", extras = { kind = "none" } }
  }
}
variable "name" {
  type     = string
  default  = "fallback"
  nullable = false
}
variable "limits" {
  type    = object({ cpu = optional(number), memory = optional(string, "1Gi") })
  default = null
}
variable "windows" {
  type    = list(tuple([string, number, bool]))
  default = [["mon", "1", "false"], ["tue", 2, true]]
}

locals {
  rules = { for pair in flatten([for name, endpoint in var.endpoints : [for rule in endpoint.network.rules : { key = "${name}-${rule.port}", rule = rule }]]) : pair.key => pair.rule }
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  for_each = var.endpoints
  name     = each.key
  tags     = each.value.tags
  production_variants {
    model_name             = each.value.model
    initial_instance_count = each.value.replicas
    instance_type          = each.value.public == null ? "ml.m7i.large" : each.value.public ? "ml.g5.xlarge" : "ml.m5.large"
  }
}
resource "aws_security_group_rule" "this" {
  for_each          = local.rules
  security_group_id = "sg-1"
  type              = "ingress"
  protocol          = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_blocks       = [each.value.cidr]
}
resource "aws_ssm_parameter" "seen" {
  for_each = {
    limits  = var.limits == null ? "none" : var.limits.memory
    memory  = try(var.limits.memory, "default")
    name    = var.name
    windows = jsonencode(var.windows)
    types   = jsonencode({ for name, endpoint in var.endpoints : name => endpoint.extras })
    subnets = join(",", flatten(values(var.endpoints)[*].network.subnets))
    tags    = jsonencode({ for name, endpoint in var.endpoints : name => endpoint.tags if endpoint.tags != null })
    public  = join(",", [for name, endpoint in var.endpoints : name if coalesce(endpoint.public, false)])
  }
  name  = each.key
  type  = "String"
  value = each.value
}
