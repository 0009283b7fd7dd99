"""Files with the line ends of Windows: heredocs and templates keep them, as Terraform's do."""

from __future__ import annotations

from pathlib import Path

from tests.terraform.comparison import compare, report
from tests.terraform.harness import Terraform
from tests.terraform.seen import seen

MAIN = r"""locals {
  plain = <<EOT
line1
  ${local.name}

%{ if true ~}
  x ${~ local.name ~}
 y
%{ endif ~}
z
EOT
  name    = "x" # a comment
  flushed = <<-EOT
    one

      two ${local.name}
    %{ for item in ["p", "q"] ~}
    - ${item}
    %{ endfor ~}
    three
  EOT
  listed = [<<-EOT
    a
  EOT
  , "x"]
  number = /* over
  lines */ 5
  values = {
    plain    = local.plain
    flushed  = local.flushed
    listed   = local.listed
    number   = local.number
    template = templatefile("${path.module}/t.tftpl", { items = ["1", "2"] })
    file     = file("${path.module}/t.tftpl")
    yaml     = yamldecode(file("${path.module}/y.yaml"))
    table    = csvdecode(file("${path.module}/c.csv"))
    chomped  = chomp(file("${path.module}/c.csv"))
    indented = indent(2, local.plain)
    trimmed  = trimspace(local.flushed)
  }
}
resource "aws_ssm_parameter" "p" {
  for_each = local.values
  name     = each.key
  type     = "String"
  value    = jsonencode(each.value)
}
"""
OTHERS = {
    "t.tftpl": '%{ for x in items ~}\n - ${x}\n%{ endfor ~}\nend ${~ "s"}\n',
    "y.yaml": "a: 1\nb:\n  - x\n  - |\n    lit\n    two\n",
    "c.csv": "a,b\n1,2\n",
}


def test_windows_line_ends_stay_in_text(terraform: Terraform, tmp_path: Path) -> None:
    for name, text in {"main.tf": MAIN, **OTHERS}.items():
        (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode())
    terraform.init(tmp_path)
    ours = seen(tmp_path)
    result = compare(ours, terraform.plan(tmp_path))
    assert list(report(result)) == []
    assert result.compared > 50
    assert ours["not_evaluated"] == []
    (plain,) = [item for item in ours["resources"] if item["address"] == 'aws_ssm_parameter.p["plain"]']
    assert plain["values"]["value"].startswith('"line1\\r\\n')
