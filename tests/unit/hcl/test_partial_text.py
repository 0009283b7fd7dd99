"""Text with pieces that a data source reads or that nobody gave: decoded, only the pieces are unknown."""

from __future__ import annotations

from typing import Any

import pytest

from terrafirm.app.show import plain_value
from terrafirm.model.value import Sensitive, Unknown, Value, bare
from terrafirm.sources.hcl.source import root_of_text

SCOPE = """
variable "given" {}
variable "port" {
  type = number
}
variable "secret" {
  sensitive = true
}
data "azurerm_client_config" "current" {}
resource "aws_vpc" "main" {}
locals {
  read = data.azurerm_client_config.current.subscription_id
}
"""


def value_of(expression: str) -> Value:
    root = root_of_text(f"{SCOPE}locals {{\n  it = {expression}\n}}\n", "main.tf")
    value = root.local("it")
    assert root.run.not_evaluated == []
    return value


def shown(value: Value) -> Any:
    """Plain data, with the type of each unknown in place of it."""
    if type(value) is Unknown:
        return f"<{value.type or 'any'}>"
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    return [shown(item) for item in value] if isinstance(value, (list, tuple)) else plain_value(value)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r'jsondecode("{\"a\": \"/x/${local.read}/y\", \"b\": 1}")', {"a": "<string>", "b": 1}),
        (r'jsondecode("{\"a\": \"${var.given}\", \"b\": [true, null]}")', {"a": "<string>", "b": [True, None]}),
        (r'jsondecode("{\"a\": ${var.port}, \"b\": [${var.port}]}")', {"a": "<number>", "b": ["<number>"]}),
        (r'jsondecode("{\"a\": ${var.given}, \"b\": 1}")', {"a": "<any>", "b": 1}),
        (r'jsondecode("{\"a\": ${jsonencode([local.read])}, \"b\": 1}")', {"a": ["<string>"], "b": 1}),
        (
            r'jsondecode("{\"a\": {\"${local.read}\": 1}, \"b\": \"\\\"${local.read}\"}")',
            {"a": "<any>", "b": "<string>"},
        ),
        (
            'jsondecode(jsonencode({ a = local.read, b = toset(["y", "x"]), c = tomap({ d = 1 }) }))',
            {"a": "<string>", "b": ["x", "y"], "c": {"d": 1}},
        ),
        (
            r'yamldecode("a: ${local.read}\nb: \"x-${local.read}\"\nc: [1, yes]\n")',
            {"a": "<any>", "b": "<any>", "c": [1, True]},
        ),
    ],
)
def test_what_stands_outside_of_the_pieces_is_known(expression: str, expected: Any) -> None:
    assert shown(value_of(expression)) == expected


@pytest.mark.parametrize(
    "expression",
    [
        # known after apply: Terraform itself knows nothing of the text before
        r'jsondecode("{\"a\": \"${aws_vpc.main.id}\", \"b\": 1}")',
        "jsondecode(jsonencode({ a = aws_vpc.main.id, b = 1 }))",
        r'yamldecode("a: ${aws_vpc.main.id}\nb: 1\n")',
        # a piece that may be several values, a member, or no value at all
        r'jsondecode("[${var.given}]")',
        r'jsondecode("{${var.given}}")',
        r'jsondecode("${var.given}")',
        r'yamldecode("a: 1\n${var.given}\n")',
        # a set whose elements may turn out to be the same
        "jsondecode(jsonencode(toset([local.read, var.given])))",
        r'jsondecode("{\"a\": \"\ufdd00\ufdd1\", \"b\": \"${local.read}\"}")',
    ],
)
def test_where_it_cannot_be_told_all_is_unknown(expression: str) -> None:
    value = value_of(expression)
    assert isinstance(value, Unknown)
    assert value.type is None


def test_the_pieces_keep_what_is_known_of_them() -> None:
    value = value_of(r'jsondecode("{\"a\": \"/subscriptions/${local.read}\"}")')["a"]
    assert value.prefix == "/subscriptions/"
    assert [ref.path for ref in value.refs] == [("subscription_id",)]
    assert "is read from the cloud" in value.why


def test_what_was_secret_stays_secret() -> None:
    value = value_of(r'jsondecode("{\"a\": \"${var.secret}\", \"b\": 1}")')
    assert isinstance(value, Sensitive)
    assert shown(bare(value)) == {"a": "<string>", "b": 1}
