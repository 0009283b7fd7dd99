"""What stands at the top of a file and declares nothing is named: Terraform would refuse it."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.model.resource import Inventory
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.source import read, read_text

GOOD = 'resource "aws_sqs_queue" "good" {\n  name = "q"\n}\n'


def faults(inventory: Inventory) -> list[tuple[int, str]]:
    return [(item.line, item.why) for item in inventory.not_evaluated]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('resorce "aws_sqs_queue" "q" {\n}\n', 'blocks of type "resorce" are not expected here'),
        ('resource "aws_sqs_queue" {\n}\n', "Missing name for resource"),
        ('module {\n  source = "./m"\n}\n', "Missing name for module"),
        ('data "aws_ami" "a" "b" {\n}\n', "Extraneous label for data: its labels are type and name"),
        ('locals "x" {\n}\n', "Extraneous label for locals: its labels are none"),
        ('name = "q"\n', 'an argument named "name" is not expected outside of blocks'),
        ("locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n", 'Duplicate local value definition: "a"'),
    ],
)
def test_it_is_named_with_its_line_and_the_rest_is_read(text: str, said: str) -> None:
    inventory = read_text(GOOD + text, "main.tf")
    (found,) = faults(inventory)
    assert found[0] == (8 if "Duplicate" in said else 4)
    assert said in found[1]
    assert not inventory.closed
    assert [resource.address for resource in inventory.resources] == ["aws_sqs_queue.good"]


def test_every_block_of_terraform_and_opentofu_is_expected() -> None:
    text = """
terraform {}
provider "aws" {}
variable "v" {}
locals {}
output "o" { value = 1 }
data "aws_caller_identity" "me" {}
ephemeral "random_password" "p" {}
action "aws_lambda_invoke" "a" {}
check "c" {}
moved {
  from = aws_sqs_queue.a
  to   = aws_sqs_queue.b
}
removed {
  from = aws_sqs_queue.c
}
import {
  to = aws_sqs_queue.good
  id = "q"
}
"""
    assert faults(read_text(GOOD + text, "main.tf")) == []


def test_json_syntax_is_held_to_the_same(tmp_path: Path) -> None:
    text = """{
  "//": "a comment",
  "check": {"c": {}},
  "resorce": {"aws_sqs_queue": {"q": {}}},
  "resource": {"aws_sqs_queue": {"good": {"name": "q"}}}
}"""
    (tmp_path / "main.tf.json").write_text(text, encoding="utf-8")
    (inventory,) = read(tmp_path, "stack", Inputs())
    ((line, why),) = faults(inventory)
    assert (line, 'no block type is named "resorce"' in why) == (4, True)
    assert [resource.address for resource in inventory.resources] == ["aws_sqs_queue.good"]


def test_a_function_of_a_provider_without_functions_here_is_unknown_not_wrong() -> None:
    text = 'resource "aws_sqs_queue" "q" {\n  name = "q"\n  policy = provider::mycorp::policy("x")\n}\n'
    inventory = read_text(text, "main.tf")
    policy = inventory.resources[0].get("policy")
    assert "provider::mycorp::policy is a function of a provider" in getattr(policy, "why", "")
    assert inventory.not_evaluated == []


def test_a_function_that_a_known_provider_does_not_have_is_wrong() -> None:
    inventory = read_text('resource "aws_sqs_queue" "q" {\n  name = provider::aws::nosuch("x")\n}\n', "main.tf")
    inventory.resources[0].get("name")
    ((_, why),) = faults(inventory)
    assert 'no function named "provider::aws::nosuch"' in why


@pytest.mark.parametrize(
    "given", ["var.names", "{ for name in var.names : name => name }", "toset([for n in var.names : n])"]
)
def test_no_address_shows_a_sensitive_key(given: str) -> None:
    text = 'variable "names" {\n  type      = set(string)\n  sensitive = true\n  default   = ["hunter2"]\n}\n'
    inventory = read_text(
        f'{text}resource "aws_sqs_queue" "q" {{\n  for_each = {given}\n  name = each.key\n}}\n', "main.tf"
    )
    assert [resource.address for resource in inventory.resources] == ["aws_sqs_queue.q[*]"]
    ((line, why),) = faults(inventory)
    assert (line, "its value is sensitive" in why) == (7, True)


def test_sensitive_values_under_keys_that_are_not_may_be_iterated_over() -> None:
    text = 'variable "secret" {\n  sensitive = true\n  default   = "hunter2"\n}\n'
    inventory = read_text(text + 'resource "aws_sqs_queue" "q" {\n  for_each = { a = var.secret }\n}\n', "main.tf")
    assert [resource.address for resource in inventory.resources] == ['aws_sqs_queue.q["a"]']
    assert faults(inventory) == []


def test_a_type_that_its_provider_does_not_have_is_remarked_on_once() -> None:
    text = 'resource "aws_sqs_queu" "q" {\n  count = 2\n  name = "q"\n}\nresource "corp_thing" "t" {\n}\n'
    inventory = read_text(text, "main.tf")
    (note,) = inventory.not_evaluated
    assert (note.line, note.fatal) == (1, False)
    assert 'has no type "aws_sqs_queu"' in note.why
    assert inventory.resources[0].get("name") == "q"


def test_an_argument_that_its_type_does_not_have_is_remarked_on_once() -> None:
    one = '  name = "q"\n  nam = "p"\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n'
    text = f'resource "aws_sqs_queue" "a" {{\n{one}resource "aws_sqs_queue" "b" {{\n  count = 2\n{one}'
    (note,) = read_text(text, "main.tf").not_evaluated
    assert (note.line, note.fatal) == (3, False)
    assert 'aws_sqs_queue has no argument "nam" in provider aws' in note.why
