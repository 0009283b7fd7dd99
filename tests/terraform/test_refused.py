"""What Terraform refuses, terrafirm reports with file and line; it never takes a guess for a value."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from terrafirm.app.show import show
from terrafirm.sources.hcl.inputs import Inputs
from tests.terraform.generated.configuration import Configuration
from tests.terraform.harness import Terraform, TerraformError

DEFINITIONS = """\
variable "names" {
  type    = list(string)
  default = ["a"]
}
variable "tags" {
  type    = map(string)
  default = { team = "ml" }
}
resource "terraform_data" "one" { input = "x" }
resource "terraform_data" "many" {
  count = 2
  input = count.index
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
"""

EXPRESSIONS = {
    "index beyond the end": "var.names[3]",
    "key that is not there": 'var.tags["none"]',
    "attribute of a string": "var.names[0].length",
    "attribute of a list": "var.names.first",
    "undeclared variable": "var.absent",
    "undeclared local": "local.absent",
    "undeclared resource": "aws_vpc.absent.id",
    "undeclared resource behind try": "try(aws_vpc.absent.id, null)",
    "undeclared variable behind can": "can(var.absent) ? 1 : 2",
    "misspelt attribute behind try": 'try(aws_vpc.main.cidr, "10.0.0.0/8")',
    "attribute of a string behind try": 'try(aws_vpc.main.cidr_block.size, "x")',
    "counted resource without an index behind try": 'try(terraform_data.many.input, "x")',
    "single resource with an index behind try": 'try(terraform_data.one[0].input, "x")',
    "unknown function": "frobnicate(1)",
    "too few arguments": 'replace("a", "b")',
    "wrong type of argument": "length(5)",
    "number wanted": '"three" + 1',
    "number wanted beside an unknown": 'length(aws_vpc.main.id) + "three"',
    "condition that is no bool": "var.names ? 1 : 2",
    "null condition": "null ? 1 : 2",
    "branches of different kinds": 'true ? "text" : [1]',
    "branches of different kinds, condition unknown": 'aws_vpc.main.id == "x" ? "text" : ["x"]',
    "null in a template": '"a${null}"',
    "list in a template": '"a${var.names}"',
    "for over a string": '[for c in "text" : c]',
    "for over an unknown string": "[for c in aws_vpc.main.id : c]",
    "for over null": "[for c in null : c]",
    "duplicate key": '{ for n in ["a", "a"] : n => 1 }',
    "null key": "{ (null) = 1 }",
    "index into a set": "toset(var.names)[0]",
    "each without for_each": "each.key",
    "coalesce of nothing": 'coalesce(null, "")',
    "one of several": "one([1, 2])",
    "invalid regular expression": 'regex("(", "x")',
    "no match": 'regex("z", "x")',
    "invalid JSON": 'jsondecode("{")',
    "file that is not there": 'file("${path.module}/absent.txt")',
    "no expression succeeds": "try(var.names[7], tonumber(var.names[0]))",
    "merge of a string": 'merge({ a = 1 }, "b")',
    "expansion of a map": "max(var.tags...)",
}


def _file(name: str) -> str:
    return name.replace(" ", "-").replace(",", "") + ".tf"


def _statement(expression: str) -> str:
    return f'resource "terraform_data" "judged" {{\n  input = {expression}\n}}\n'


@pytest.fixture(scope="module")
def refused(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int]]:
    """The files and lines that Terraform refuses of all expressions in one directory, stage after stage."""
    directory = tmp_path_factory.mktemp("refused")
    made = Configuration()
    made.add("main.tf", DEFINITIONS)
    for name, expression in EXPRESSIONS.items():
        text = _statement(expression).replace('"judged"', f'"{_file(name)[:-3]}"')
        made.add(_file(name), text, "")
    found: set[tuple[str, int]] = set()
    while True:
        made.write(directory)
        places = _refused(terraform, directory)
        if not places - found:
            return found
        found |= places
        for piece in filter(None, (made.at(*place) for place in places)):
            piece.refused = True


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_a_refused_expression_is_reported_where_it_stands(
    refused: set[tuple[str, int]], tmp_path: Path, name: str
) -> None:
    assert (_file(name), 2) in refused
    (tmp_path / "main.tf").write_text(DEFINITIONS)
    (tmp_path / _file(name)).write_text(_statement(EXPRESSIONS[name]))
    shown = show([str(tmp_path)], Inputs())
    assert [(Path(item["path"]).name, item["line"]) for item in shown["not_evaluated"]] == [(_file(name), 2)]
    judged = next(item for item in shown["resources"] if item["address"] == "terraform_data.judged")
    assert judged["values"]["input"] is None
    assert ["input"] in [item["path"] for item in judged["unknown"]]


STATEMENTS = {
    "wrong type of argument": ('resource "aws_vpc" "x" {\n  cidr_block = ["10.0.0.0/16"]\n}', 2),
    "count that is no number": ('resource "terraform_data" "x" {\n  count = "many"\n}', 2),
    "negative count": ('resource "terraform_data" "x" {\n  count = -1\n}', 2),
    "count and for_each": ('resource "terraform_data" "x" {\n  count = 1\n  for_each = {}\n}', 3),
    "for_each over a list": ('resource "terraform_data" "x" {\n  for_each = ["a"]\n}', 2),
    "for_each over a set of numbers": ('resource "terraform_data" "x" {\n  for_each = toset([1])\n}', 2),
    "dynamic over a string": (
        'resource "aws_instance" "x" {\n  dynamic "ebs_block_device" {\n    for_each = "a"\n    content {}\n  }\n}',
        3,
    ),
    "default of the wrong type": ('variable "x" {\n  type    = number\n  default = "three"\n}', 1),
    "local that refers to itself": ('locals {\n  x = "${local.x}!"\n}\noutput "x" { value = local.x }', 2),
    "unclosed block": ('resource "terraform_data" "x" {\n  input = 1\n', 4),
    "unclosed string": ('resource "terraform_data" "x" {\n  input = "a\n}', 2),
    "two arguments of a name": ('resource "terraform_data" "x" {\n  input = 1\n  input = 2\n}', 3),
    "two resources of an address": (
        'resource "terraform_data" "x" {}\nresource "terraform_data" "x" {}',
        2,
    ),
    "module without files": ('module "x" {\n  source = "./absent"\n}', 1),
}


@pytest.mark.parametrize(("text", "line"), STATEMENTS.values(), ids=STATEMENTS)
def test_a_refused_statement_is_reported_where_it_stands(
    terraform: Terraform, tmp_path: Path, text: str, line: int
) -> None:
    use = 'resource "terraform_data" "use" { input = var.x }' if text.startswith("variable") else ""
    use = 'resource "terraform_data" "use" { input = local.x }' if text.startswith("locals") else use
    (tmp_path / "main.tf").write_text(f"{dedent(text)}\n{use}\n")
    assert _refused(terraform, tmp_path)
    shown = show([str(tmp_path)], Inputs())
    places = [(Path(item["path"]).name, item["line"]) for item in shown["not_evaluated"]]
    assert {("main.tf", near) for near in (line - 1, line, line + 1)} & set(places)


def _refused(terraform: Terraform, directory: Path) -> set[tuple[str, int]]:
    try:
        terraform.init(directory)
        terraform.plan(directory)
    except TerraformError as error:
        # `init` has no JSON form
        spoken = {(file, int(line)) for file, line in re.findall(r"(\w\S*\.tf)(?: line |:)(\d+)", str(error))}
        return spoken | {(item.filename, item.line) for item in error.diagnostics if item.filename and item.line}
    return set()
