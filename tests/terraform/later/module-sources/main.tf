# Terraform 1.15: sources of modules made of constant variables and locals, outputs with types, `convert`.

terraform {
  required_version = ">= 1.15.0"
}
variable "channel" {
  type    = string
  default = "stable"
  const   = true
}
variable "retired" {
  type       = string
  default    = "m5.large"
  deprecated = "has no effect"
}
locals {
  base    = "releases"
  serving = "./${local.base}/${var.channel}"
  converted = {
    names  = convert([1, "2", true], list(string))
    sizes  = convert([[1, 2], [2]], set(list(number)))
    filled = convert({ a = "1" }, object({ a = number, b = optional(string, "z") }))
  }
}
module "serving" {
  source = local.serving
  size   = 2
}
module "canary" {
  source   = "./${local.base}/canary"
  for_each = toset(["eu", "us"])
  size     = each.key
}
resource "terraform_data" "seen" {
  for_each = merge(local.converted, { serving = module.serving.summary, canaries = [for one in module.canary : one.summary] })
  input    = each.value
}
output "names" {
  type  = list(string)
  value = [1, 2]
}
