variable "count_of" { default = "2" }
variable "flags" {
  type    = map(bool)
  default = { a = true, b = false }
}
variable "tags" {
  type    = map(string)
  default = { team = "ml", tier = "gold" }
}

locals {
  numbers  = [for n in range(5) : n * n]
  evens    = [for n in local.numbers : n if n % 2 == 0]
  by_name  = { for k, v in var.flags : upper(k) => v ? "yes" : "no" }
  grouped  = { for i, n in local.numbers : n % 2 == 0 ? "even" : "odd" => n... }
  mixed    = true ? { a = 1 } : { a = "x" }
  listy    = false ? ["a"] : ["b", "c"]
  nothing  = null
  fraction = 1 / 4
  third    = 10 / 4 + 0.1 + 0.2
  modulo   = -7 % 3
  chosen   = var.count_of > 1 ? "many" : "few"
  nested   = { list = [{ name = "x", ports = [80, 443] }, { name = "y", ports = [] }] }
}

resource "aws_sqs_queue" "q" {
  count                      = var.count_of
  name                       = "q-${count.index}-${local.chosen}"
  delay_seconds              = local.numbers[count.index + 1]
  visibility_timeout_seconds = length(local.evens) * 10 + local.modulo
  fifo_queue                 = var.flags["a"] && !var.flags.b
  tags                       = merge(var.tags, { index = count.index, kind = local.by_name["A"] })
}

resource "aws_sns_topic" "t" {
  for_each     = { for item in local.nested.list : item.name => item }
  name         = "${each.key}-${join("-", [for p in each.value.ports : tostring(p)])}"
  display_name = try(each.value.missing, "none") == "none" ? format("%s/%03d", each.key, length(each.value.ports)) : "?"
  tags         = { odd = jsonencode(local.grouped["odd"]), fraction = local.fraction, third = local.third }
}

resource "aws_sns_topic_subscription" "s" {
  for_each             = toset([for t in aws_sns_topic.t : t.name])
  topic_arn            = aws_sns_topic.t[split("-", each.value)[0]].arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.q[0].arn
  raw_message_delivery = each.key != "y-"
}

resource "aws_ssm_parameter" "p" {
  name = "/x/${local.mixed.a}/${element(local.listy, 3)}"
  type = "String"
  value = jsonencode({
    splat    = aws_sqs_queue.q[*].name
    legacy   = aws_sqs_queue.q.*.delay_seconds
    null     = local.nothing
    coalesce = coalesce(local.nothing, "fallback")
    lookup   = lookup(var.tags, "absent", "default")
    flatten  = flatten([[1, 2], [3, [4]]])
    setp     = setproduct(["a", "b"], [1, 2])
    conv     = tolist(toset(["c", "a", "b", "a"]))
    zip      = zipmap(["k1", "k2"], [true, false])
    regex    = regex("(\\w+)-(\\d+)", "abc-123")
    repl     = replace("hello", "/l+/", "L")
    cidr     = cidrsubnet("10.0.0.0/8", 8, 3)
    time     = formatdate("YYYY-MM-DD", "2024-02-29T12:00:00Z")
    neg      = -(3 - 5)
    cmp      = [1 < 2, "5" > 3, "a" == "a", 1 == "1", [] == [], null == null]
    logic    = true || false && false
    yaml     = yamldecode("a: [1, two, 3.5]\nb: {c: yes}")
  })
}

resource "aws_cloudwatch_log_group" "unknowns" {
  name              = "/aws/${aws_sqs_queue.q[0].id}/x"
  retention_in_days = aws_sqs_queue.q[1].delay_seconds + 3
  kms_key_id        = var.flags["b"] ? aws_sqs_queue.q[0].arn : null
  skip_destroy      = length(aws_sqs_queue.q) == 2
}
