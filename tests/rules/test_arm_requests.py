"""What the rules ask of Azure resources is read from requests to Azure Resource Manager too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from terrafirm.app.pack import roles, rules
from terrafirm.app.worlds import world_of
from terrafirm.engine.arm_fields import Field
from terrafirm.engine.arm_types import REQUESTS
from terrafirm.engine.judge import Engine
from terrafirm.model.provider_schema import Block, resource_block
from terrafirm.sources.hcl.source import read_text

#: Arguments that stand in requests of their own (``blobServices``, ``replications``).
ELSEWHERE = {"blob_properties", "georeplications"}
TELLING = {
    "azurerm_ai_foundry": '{ kind = "Hub" }',
    "azurerm_ai_foundry_project": '{ kind = "Project" }',
    "azurerm_machine_learning_compute_cluster": '{ properties = { computeType = "AmlCompute" } }',
    "azurerm_machine_learning_compute_instance": '{ properties = { computeType = "ComputeInstance" } }',
}
TYPES = [(name, request.type) for name, requests in REQUESTS.items() for request in requests]


def names_without_schema(block: Block, fields: dict[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        nested = block.blocks.get(name)
        if nested is None and name not in block.attributes:
            yield name
        if nested is not None and field.inner is not None:
            yield from names_without_schema(nested.block, dict(field.inner))


@pytest.mark.parametrize(("name", "type"), TYPES, ids=[type for _, type in TYPES])
def test_arguments_exist_in_the_schema_of_azurerm(name: str, type: str) -> None:
    block = resource_block(type)
    request = next(item for item in REQUESTS[name] if item.type == type)
    assert block is not None
    assert not list(names_without_schema(block, dict(request.fields)))


@pytest.mark.parametrize(("name", "type"), TYPES, ids=[type for _, type in TYPES])
def test_no_rule_is_unknown_for_an_argument_that_the_body_could_set(name: str, type: str) -> None:
    body = TELLING.get(type, "{}")
    text = f'resource "azapi_resource" "this" {{\n  type = "{name}@2025-06-01"\n  body = {body}\n}}\n'
    known = world_of(read_text(text, "main.tf"))
    engine = Engine(rules(), roles())
    judged = [item for item in engine.judge(known) if item.resource.type == type]
    said = [because.note for item in judged for because in engine.explain(item, known).because]
    unread = {found[1] for note in said if (found := re.match(r"(\w+) is not read from the body", note))}
    assert judged or type in ("azurerm_ai_foundry_project", "azurerm_monitor_diagnostic_setting")
    assert unread <= ELSEWHERE
