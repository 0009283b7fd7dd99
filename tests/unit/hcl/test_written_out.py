"""Whether a value is text in the code: what rules on secrets that are written out ask for."""

from __future__ import annotations

import pytest

from terrafirm.sources.hcl.source import read_text

SETTINGS = """
variable "given" {}
variable "chosen" { default = "hunter2" }
data "aws_secretsmanager_secret_version" "db" { secret_id = "db" }
locals { written = "hunter2" }
"""
SECRET = "data.aws_secretsmanager_secret_version.db.secret_string"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"hunter2"', True),
        ("local.written", True),
        ("var.chosen", True),
        ("var.given", False),
        (SECRET, False),
        ('base64encode("user:hunter2")', True),
        ('jsonencode({ user = "admin", password = "hunter2" })', True),
        (f'jsonencode({{ user = "admin", password = {SECRET} }})', False),
        (f'base64encode(jsonencode({{ auths = {{ registry = {{ user = "admin", auth = {SECRET} }} }} }}))', False),
        (f'var.given == "a" ? "hunter2" : {SECRET}', None),
        ("{ password = var.given }", False),
        ('jsonencode({ webhook = "", token = null })', False),
        ('jsonencode({ webhook = "", token = "hunter2" })', True),
        ('{ user = var.given, password = "hunter2" }', True),
    ],
)
def test_a_value_is_written_out_where_text_alone_makes_it(expression: str, expected: bool | None) -> None:
    text = f'{SETTINGS}\nresource "kubernetes_secret_v1" "s" {{\n  data = {{ token = {expression} }}\n}}\n'
    (secret,) = (item for item in read_text(text, "main.tf").resources if item.mode == "managed")
    assert secret.is_literal(("data", "token")) is expected  # type: ignore[attr-defined]


@pytest.mark.parametrize(("ignored", "expected"), [("[data]", None), ("all", None), ("[metadata]", True)])
def test_what_changes_outside_of_the_code_may_be_a_stand_in(ignored: str, expected: bool | None) -> None:
    text = f"""
    resource "kubernetes_secret_v1" "s" {{
      data = {{ token = "changed-by-hand" }}
      lifecycle {{
        ignore_changes = {ignored}
      }}
    }}
    """
    (secret,) = read_text(text, "main.tf").resources
    assert secret.is_literal(("data", "token")) is expected  # type: ignore[attr-defined]
