# Conditions whose one branch is empty: its expression tells the type that both take.
variable "names" {
  type    = list(string)
  default = []
}
variable "ports" {
  type    = set(number)
  default = []
}
locals {
  kept    = compact(var.names)
  unique  = distinct(local.kept)
  chosen  = toset(local.kept)
  again   = tolist(var.ports)
  nothing = []
  values = {
    var      = length(var.names) > 0 ? var.names : [80, 443]
    compact  = length(local.kept) > 0 ? local.kept : [80, true]
    distinct = length(local.unique) > 0 ? local.unique : tolist([1])
    set      = length(local.chosen) > 0 ? local.chosen : toset([2, 1])
    numbers  = length(local.again) > 0 ? local.again : ["7"]
    range    = true ? ["1", "2"] : range(0)
    sorted   = false ? sort([]) : [1]
    split    = false ? split(",", "") : [true]
    files    = false ? fileset(path.module, "*.none") : [3]
    literal  = length(local.nothing) > 0 ? local.nothing : [1]
    slice    = false ? slice(var.names, 0, 0) : [5]
    reverse  = false ? reverse(var.names) : [6]
    paren    = (false ? (local.kept) : ([6]))
    loop     = [for names in [["x"]] : false ? names : [1]]
    nulls    = false ? tolist(null) : ["a"]
  }
}
resource "aws_ssm_parameter" "p" {
  for_each = local.values
  name     = each.key
  type     = "String"
  value    = jsonencode(each.value)
}
