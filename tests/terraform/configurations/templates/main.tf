variable "users" { default = ["ann", "bob"] }
variable "on" { default = true }
locals {
  plain   = "tab\there \"quoted\" $${literal} %%{literal} \u00e9"
  inline  = "%{if var.on}on%{else}off%{endif}-%{for u in var.users}${u},%{endfor}"
  trimmed = "[ %{~for u in var.users~} <${u}> %{~endfor~} ]"
  heredoc = <<EOT
line one
  indented ${upper("x")}
$${not} %%{not} \n stays
EOT
  flush   = <<-EOT
    first
      second ${var.on ? "yes" : "no"}

    %{for u in var.users~}
    - ${u}
    %{endfor~}
    last
    EOT
  cond    = <<-EOT
    %{if var.on}
    enabled
    %{else}
    disabled
    %{endif}
    tail
  EOT
  indexed = "%{for i, u in var.users}${i}=${u};%{endfor}"
  strip   = <<-EOT
    a
    ${~"b"~}
    c
  EOT
  single  = var.users
  empty   = ""
  nested  = "inner ${"deep"}"
  multi = (join(",", [
    "a",
    "b",
  ]))
  from_file = templatefile("${path.module}/user.tftpl", { name = "Zed", items = { a = 1, b = 2 } })
}
resource "aws_ssm_parameter" "t" {
  for_each = {
    plain     = local.plain
    inline    = local.inline
    trimmed   = local.trimmed
    heredoc   = local.heredoc
    flush     = local.flush
    cond      = local.cond
    indexed   = local.indexed
    strip     = local.strip
    single    = jsonencode(local.single)
    nested    = local.nested
    multi     = local.multi
    from_file = local.from_file
    indent    = indent(4, "a\nb")
    json      = jsonencode({ html = "<a&b>", n = 1.50, big = 123456789012345678901234567890, neg = -0.5 })
  }
  name  = "/t/${each.key}"
  type  = "String"
  value = each.value
}
