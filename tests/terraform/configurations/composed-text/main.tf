# Every string is in Unicode normal form C, however it is put together.

locals {
  acc = "\u0301"
  v = {
    a = "e\u0301"
    b = "e${local.acc}"
    c = format("e%s", local.acc)
    d = join("", ["e", local.acc])
    e = length("e${local.acc}")
    f = "é"
    g = <<-EOT
      é ${"x"}
    EOT
    h = replace("ex", "x", local.acc)
    i = substr("ae${local.acc}", 1, 1)
    j = jsonencode("e${local.acc}")
    k = base64encode("e${local.acc}")
    l = { "é" = 1 }
    m = trimprefix("xé", "x")
    n = concat(["é"], ["e\u0301"])
    o = toset(["é", "é"])
    p = contains(["é"], "é")
    q = urlencode("é")
    r = upper("é")
    s = split("e", "é")
    t = md5("é")
    u = base64decode("ZcyB")
    v = jsondecode("\"e\u0301\"")
  }
}
resource "aws_ssm_parameter" "p" {
  for_each = local.v
  name     = each.key
  type     = "String"
  value    = jsonencode(each.value)
}
