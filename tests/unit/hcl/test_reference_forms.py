"""Forms of references and loops that Terraform accepts and configurations in the field use."""

from __future__ import annotations

from typing import Any

from terrafirm.model.resource import Inventory
from terrafirm.sources.hcl.source import read_text


def name_in(text: str) -> Any:
    inventory: Inventory = read_text(text, "main.tf")
    assert inventory.not_evaluated == []
    (queue,) = [found for found in inventory.resources if found.name == "q"]
    return queue.get("name")


SOURCE = 'resource "aws_sqs_queue" "other" {\n  name = "given"\n}\n'


def test_a_resource_may_be_named_with_the_word_resource() -> None:
    assert (
        name_in(SOURCE + 'resource "aws_sqs_queue" "q" {\n  name = resource.aws_sqs_queue.other.name\n}\n') == "given"
    )


def test_a_loop_variable_may_be_called_resource() -> None:
    loop = '[for resource in [{ a = { b = "x" } }] : resource.a.b][0]'
    assert name_in(f'resource "aws_sqs_queue" "q" {{\n  name = {loop}\n}}\n') == "x"


def test_a_parenthesis_may_follow_in_without_a_space() -> None:
    loop = '{ for fn in(true ? [{ name = "x" }] : []) : fn.name => fn }["x"].name'
    assert name_in(f'resource "aws_sqs_queue" "q" {{\n  name = {loop}\n}}\n') == "x"


def test_an_unset_argument_in_a_text_is_left_to_the_providers_default() -> None:
    cluster = 'resource "aws_docdb_cluster" "main" {\n  cluster_identifier = "main"\n}\n'
    url = "mongodb://host:${aws_docdb_cluster.main.port}"
    name = name_in(cluster + f'resource "aws_sqs_queue" "q" {{\n  name = "{url}"\n}}\n')
    assert name.prefix == "mongodb://host:"
    assert "default" in name.why


def test_a_lookup_that_fails_for_want_of_a_workspace_says_how_to_name_one() -> None:
    text = """
    locals {
      size = { development = "small", production = "large" }[terraform.workspace]
    }

    resource "aws_sqs_queue" "q" {
      name = local.size
    }
    """
    inventory = read_text(text, "main.tf")
    assert inventory.resources[0].get("name").kind == "error"
    (said,) = inventory.not_evaluated
    assert "--workspace" in said.why
