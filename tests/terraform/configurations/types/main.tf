variable "number_text" {
  type    = number
  default = "42"
}
variable "bool_text" {
  type    = bool
  default = "true"
}
variable "strings" {
  type    = list(string)
  default = [1, true, "x"]
}
variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "mapped" {
  type    = map(number)
  default = { b = "2", a = 1 }
}
variable "pair" {
  type    = tuple([string, number])
  default = [5, "6"]
}
variable "anything" {
  type    = any
  default = { list = [1, "two", { three = 3 }] }
}
variable "any_list" {
  type    = list(any)
  default = [1, "a"]
}
variable "nothing" {
  type    = string
  default = null
}
variable "not_nullable" {
  type     = string
  nullable = false
  default  = "fallback"
}
variable "objects" {
  type = map(object({
    port    = optional(number, 80)
    enabled = optional(bool)
    names   = optional(list(string), ["n"])
  }))
  default = { a = {}, b = { port = "443", enabled = "false" } }
}
variable "secret" {
  type      = string
  sensitive = true
  default   = "hunter2"
}
resource "aws_ssm_parameter" "p" {
  for_each = {
    number   = jsonencode(var.number_text)
    bool     = jsonencode(var.bool_text)
    strings  = jsonencode(var.strings)
    set      = jsonencode(var.set)
    mapped   = jsonencode(var.mapped)
    pair     = jsonencode(var.pair)
    anything = jsonencode(var.anything)
    any_list = jsonencode(var.any_list)
    nothing  = jsonencode(var.nothing)
    default  = var.not_nullable
    objects  = jsonencode(var.objects)
    cond     = jsonencode(var.bool_text ? { a = 1 } : {})
    tup      = jsonencode(true ? [1, "a"] : [])
    numbers  = jsonencode(false ? 1 : "a")
    nulls    = jsonencode(true ? null : { x = 1 })
    concat   = jsonencode(concat(["a"], tolist(["b"]), [1]))
    merge    = jsonencode(merge({ a = 1 }, { b = "x" }, null))
    sets     = jsonencode(setunion(["a"], ["b", "a"]))
    typed    = jsonencode([for x in var.set : x])
    first    = tolist(var.set)[0]
    object   = jsonencode({ for k, v in var.objects : k => v.port + 1 })
    equal    = jsonencode([var.strings == tolist(["1", "true", "x"]), var.pair[0] == "5", { a = 1 } == { a = 1 }])
  }
  name        = each.key
  type        = "String"
  value       = each.value
  description = var.nothing
  tier        = var.nothing == null ? "Standard" : "Advanced"
}
resource "aws_db_instance" "secret" {
  instance_class    = "db.t3.micro"
  password          = var.secret
  allocated_storage = var.number_text
  identifier        = "db-${nonsensitive(var.secret)}"
  username          = "u-${var.secret}"
}
