# Marks travel: through templates, JSON, conditions (both branches), comparisons, for expressions over sensitive
# collections, module outputs; nonsensitive() takes them away, and what was never sensitive stays readable.

variable "password" {
  type      = string
  default   = "correct horse"
  sensitive = true
}
variable "accounts" {
  type      = map(object({ user = string, key = string }))
  default   = { ci = { user = "ci", key = "k1" }, bot = { user = "bot", key = "k2" } }
  sensitive = true
}
variable "region" { default = "eu-west-1" }

locals {
  users = nonsensitive(keys(var.accounts))
  url   = "postgres://app:${var.password}@db.${var.region}.internal"
}

resource "aws_ssm_parameter" "user" {
  for_each = toset(local.users)
  name     = "/users/${each.key}"
  type     = "SecureString"
  value    = var.accounts[each.key].key
  tags     = { owner = nonsensitive(var.accounts[each.key].user), region = var.region }
}
resource "terraform_data" "flows" {
  input = {
    template  = local.url
    json      = jsonencode({ password = var.password })
    unchosen  = var.region == "eu-west-1" ? "plain" : var.password
    compared  = var.password == "x"
    inside    = { for name, account in var.accounts : name => account.user }
    part      = merge({ password = var.password }, { region = var.region }).region
    length    = length(var.accounts)
    hashed    = sha256(var.password)
    shortened = substr(var.password, 0, 2)
    open      = upper(var.region)
    cleared   = nonsensitive(length(var.password))
    either    = false && sensitive(true)
    equal     = { a = var.password } == { a = "y" }
  }
}
resource "aws_db_instance" "db" {
  instance_class = "db.t4g.micro"
  password       = var.password
  username       = "app"
  identifier     = "db-${var.region}"
}
