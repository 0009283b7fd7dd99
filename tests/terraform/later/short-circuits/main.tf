# Terraform 1.12: one side decides `&&` and `||`, whatever is wrong with the other one; null counts as false.

terraform {
  required_version = ">= 1.12.0"
}
variable "agent" {
  type = object({
    security = optional(object({ id = optional(string), create = optional(bool, false) }))
  })
  default = {}
}
variable "allowed" {
  type    = list(string)
  default = null
}
variable "token" {
  type      = string
  default   = "t"
  sensitive = true
}
resource "aws_cloudwatch_log_group" "agent" {
  count = try(var.agent.security.id == null) && try(var.agent.security.create, false) ? 1 : 0
  name  = "agent"
}
resource "aws_cloudwatch_log_group" "open" {
  count = var.allowed == null || contains(var.allowed, "*") ? 1 : 0
  name  = "open"
}
resource "terraform_data" "decided" {
  for_each = {
    left_fails        = var.agent.security.create && false
    left_fails_or     = length(var.allowed) > 0 || true
    right_fails       = var.agent.security != null && var.agent.security.create
    right_fails_or    = var.agent.security == null || var.agent.security.create
    null_left         = null && true
    null_right        = true && null
    null_or           = null || true
    null_and_failure  = null && var.agent.security.create
    unknown_left      = aws_cloudwatch_log_group.open[0].arn == "x" && false
    unknown_or        = aws_cloudwatch_log_group.open[0].arn == "x" || true
    unknown_fails     = aws_cloudwatch_log_group.open[0].arn == "x" && var.agent.security.create
    hidden            = var.agent.security.create && var.token == "u"
    hidden_left       = var.token == "t" || var.agent.security.create
    nested            = (var.agent.security.create && false) || (var.allowed == null && !(var.agent.security.create && false))
    chained           = var.agent.security != null && var.agent.security.id != null && var.agent.security.create
    text              = "true" && "false"
    in_a_for          = [for text in ["a", "b"] : text if text == "a" || var.agent.security.create && false]
    behind_a_template = "%{if var.agent.security != null && var.agent.security.create}on%{else}off%{endif}"
  }
  input = each.value
}
