"""Resources of the Cloud Control provider are judged as the resources of the aws provider that they equal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terrafirm.app.pack import roles, rules
from terrafirm.app.worlds import world_of
from terrafirm.engine.cloud_control import EQUALS, CloudControlResource
from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judge import Engine
from terrafirm.engine.judgement import Judgement
from terrafirm.engine.world import World
from terrafirm.model.provider_schema import resource_block
from terrafirm.model.value import Unknown
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text
from terrafirm.sources.plan.source import read

GUARDRAIL = """
resource "awscc_bedrock_guardrail" "chat" {
  name = "chat"
  content_policy_config = {
    filters_config = [{ type = "PROMPT_ATTACK", input_strength = "HIGH", output_strength = "NONE" }]
  }
}
"""


def world(text: str) -> World:
    return world_of(read_text(text, "main.tf", excerpt=True))


def seen(text: str) -> CloudControlResource:
    found = [item for item in world(text).resources if isinstance(item, CloudControlResource)]
    assert len(found) == 1
    return found[0]


def judged(known: World, rule_id: str) -> dict[str, Verdict]:
    engine = Engine(rules(select=[rule_id]), roles())
    return {item.resource.address: item.verdict for item in engine.judge(known)}


@pytest.mark.parametrize("type", EQUALS)
def test_every_type_equals_one_of_the_aws_provider(type: str) -> None:
    block = resource_block(EQUALS[type].type)
    assert block is not None
    for name in EQUALS[type].elsewhere:
        assert name in block.attributes or name in block.blocks


def test_nested_objects_are_the_blocks_of_the_aws_provider() -> None:
    found = seen(GUARDRAIL)
    assert (found.type, found.address) == ("aws_bedrock_guardrail", "awscc_bedrock_guardrail.chat")
    filters = [{"type": "PROMPT_ATTACK", "input_strength": "HIGH", "output_strength": "NONE"}]
    assert found.get("content_policy_config") == [{"filters_config": filters}]
    assert found.get("kms_key_arn") is None


def test_names_that_differ_are_read_and_shown_under_their_own() -> None:
    key = seen('resource "awscc_kms_key" "data" {\n  key_policy = "{}"\n  pending_window_in_days = 7\n}\n')
    assert (key.get("policy"), key.get("deletion_window_in_days")) == ("{}", 7)
    assert key.written_path(("deletion_window_in_days",)) == ("pending_window_in_days",)
    assert key.written_path(("enable_key_rotation",)) == ("enable_key_rotation",)


def test_policies_inside_a_role_are_its_inline_policies() -> None:
    role = seen(
        'resource "awscc_iam_role" "job" {\n  assume_role_policy_document = "{}"\n'
        '  policies = [{ policy_name = "all", policy_document = "{\\"Statement\\": []}" }]\n}\n'
    )
    assert role.get("inline_policy") == [{"name": "all", "policy": '{"Statement": []}'}]
    written = role.written_path(("inline_policy", 0, "policy"))
    assert written == ("policies", 0, "policy_document")


def test_what_another_argument_may_set_is_unknown() -> None:
    flow = seen('resource "awscc_bedrock_flow" "f" {\n  definition_string = "{}"\n}\n')
    value = flow.get("definition")
    assert isinstance(value, Unknown)
    assert value.why == "definition is set by definition_string, which is not read"


def test_roles_and_findings_follow() -> None:
    known = world(GUARDRAIL)
    (found,) = [item for item in known.resources if isinstance(item, CloudControlResource)]
    assert roles().of(found, known) == ("guardrail",)
    engine = Engine(rules(select=["aws-bedrock-guardrail-without-own-key"]), roles())
    finding = engine.explain(next(iter(engine.judge(known))), known)
    assert (finding.type, finding.verdict) == ("awscc_bedrock_guardrail", FAIL)
    assert [item.attribute for item in finding.because] == ["kms_key_arn"]


def test_companions_may_be_of_either_provider() -> None:
    version = 'resource "awscc_bedrock_guardrail_version" "v1" {\n  guardrail_identifier = %s\n}\n'
    related = {"type": "aws_bedrock_guardrail_version", "via": "guardrail_arn", "require": {}, "absent": "fail"}
    condition = compile_conditions({"related": related})
    for reference, expected in (
        ("awscc_bedrock_guardrail.chat.guardrail_id", PASS),
        ('"other"', FAIL),
        ("var.guardrail", UNKNOWN),
    ):
        known = world(GUARDRAIL + version % reference)
        target = next(item for item in known.resources if item.type == "aws_bedrock_guardrail")
        assert condition.judge(target, (), Judgement(target, known)) is expected


def test_a_plan_gives_the_verdicts_of_its_configuration(tmp_path: Path) -> None:
    values = {"name": "chat", "content_policy_config": None}
    change = {
        "actions": ["create"],
        "before": None,
        "after": values,
        "after_unknown": {"kms_key_arn": True, "id": True},
    }
    resource = {"address": "awscc_bedrock_guardrail.chat", "mode": "managed", "type": "awscc_bedrock_guardrail"}
    provider = {"name": "chat", "provider_name": "registry.terraform.io/hashicorp/awscc"}
    configured = {**resource, "name": "chat", "expressions": {"name": {"constant_value": "chat"}}}
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**resource, **provider, "values": values}]}},
        "resource_changes": [{**resource, **provider, "change": change}],
        "configuration": {"root_module": {"resources": [configured]}},
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    rule = "aws-bedrock-guardrail-without-own-key"
    text = 'resource "awscc_bedrock_guardrail" "chat" {\n  name = "chat"\n}\n'
    planned = judged(world_of(read(path, "plan.json")), rule)
    assert planned == judged(world(text), rule) == {"awscc_bedrock_guardrail.chat": FAIL}
