# ephemeralasnull() leaves nothing of ephemeral variables and outputs, and everything of the rest.

variable "token" {
  type      = string
  default   = "tok"
  ephemeral = true
}
locals {
  e   = "${var.token}-x"
  len = ephemeralasnull(local.e) == null ? "null" : "set"
}
provider "aws" {
  region = var.token == "tok" ? "us-east-1" : "x"
}
module "m" {
  source = "./child"
  t      = local.e
}
resource "aws_ssm_parameter" "p" {
  name  = "p-${local.len}"
  type  = "SecureString"
  value = module.m.o
}
resource "terraform_data" "d" {
  input = ephemeralasnull(var.token)
  provisioner "local-exec" { command = "echo ${var.token}" }
}
locals {
  mixed = { t = var.token, k = "keep", l = [var.token, "x"] }
}
resource "terraform_data" "e" {
  input = ephemeralasnull(local.mixed)
}
resource "terraform_data" "f" {
  for_each = { e = ephemeralasnull("plain"), u = upper(coalesce(ephemeralasnull(module.m.e), "none")), z = coalesce(ephemeralasnull(upper(var.token)), "no") }
  input    = each.value
}
