"""What is known of an unknown text decides where it can, and reasons name what decided."""

from __future__ import annotations

from typing import Any

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Judgement, Reason
from terrafirm.engine.operators import EACH_ELEMENT
from terrafirm.model.value import Unknown
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

PARTITION = Unknown("the partition is read from the cloud", "data")


def judged(text: str, require: dict[str, Any]) -> tuple[Verdict, list[Reason]]:
    """The verdict on the first resource of ``text``, and the reasons for it."""
    inventory = read_text(text, "main.tf", excerpt=True)
    resource = inventory.resources[0]
    reasons: list[Reason] = []
    verdict = compile_conditions(require).judge(resource, (), Judgement(resource, world_of(inventory), reasons))
    return verdict, reasons


@pytest.mark.parametrize(
    ("end", "pattern", "expected"),
    [
        (":iam::aws:policy/ReadOnlyAccess", ":iam::aws:policy/AdministratorAccess$", FAIL),
        (":iam::aws:policy/AdministratorAccess", ":iam::aws:policy/AdministratorAccess$", PASS),
        ("Access", ":iam::aws:policy/AdministratorAccess$", UNKNOWN),
        (":iam::aws:policy/ReadOnlyAccess", "AdministratorAccess", UNKNOWN),
        (":iam::aws:policy/ReadOnlyAccess", "(Full|Administrator)Access$", UNKNOWN),
        ("policy-7", r"policy-\d$", PASS),
        ("policy-x", r"policy-\d$", UNKNOWN),
        ("ml.example.com", r"\.example\.org$", FAIL),
    ],
)
def test_known_end_of_a_template_rules_a_pattern_out(end: str, pattern: str, expected: Verdict) -> None:
    arn = Unknown(PARTITION.why, PARTITION.kind, prefix="arn:", parts=("arn:", PARTITION, end))
    assert EACH_ELEMENT["matches"](arn, pattern) is expected


def test_reason_of_a_broken_prohibition_is_the_part_that_holds() -> None:
    verdict, reasons = judged(
        'resource "aws_iam_role" "trainer" {\n  name = "trainer"\n  path = "/open/"\n}\n',
        {"none": [{"name": {"equals": "server", "absent": "fail"}}, {"path": {"equals": "/open/", "absent": "fail"}}]},
    )
    assert verdict is FAIL
    assert [reason.path for reason in reasons if reason.verdict is FAIL] == [("path",)]


def test_reference_that_may_be_something_else_is_not_taken_for_sure() -> None:
    text = """
resource "aws_iam_role_policy_attachment" "this" {
  policy_arn = var.admin ? "arn:aws:iam::aws:policy/AdministratorAccess" : aws_iam_policy.trainer.arn
}
resource "aws_iam_policy" "trainer" {
  name = "trainer"
}
"""
    require = {"refers": {"via": "policy_arn", "type": "aws_iam_policy", "absent": "fail", "outside": "fail"}}
    assert judged(text, require)[0] is UNKNOWN
    assert judged(text.replace("var.admin ?", "false ?"), require)[0] is PASS
    assert judged(text.replace("var.admin ?", "true ?"), require)[0] is FAIL


def test_text_around_an_unknown_is_known_as_a_whole() -> None:
    text = """
resource "google_project_iam_member" "this" {
  member = "serviceAccount:${format("service-%s", var.number)}@gcp-sa-pubsub.${local.universe}iam.gserviceaccount.com"
}
locals {
  universe = ""
}
"""
    verdict, _ = judged(
        text, {"member": {"matches": "@gcp-sa-[a-z]+\\.iam\\.gserviceaccount\\.com$", "absent": "fail"}}
    )
    assert verdict is PASS


def test_unknown_companion_says_what_could_not_be_read() -> None:
    verdict, reasons = judged(
        'resource "aws_vpc" "ml" {\n  cidr_block = "10.0.0.0/16"\n}\nmodule "logs" {\n  source = "acme/logs/aws"\n}\n',
        {"related": {"type": "aws_flow_log", "via": "vpc_id", "absent": "fail"}},
    )
    assert verdict is UNKNOWN
    assert any("aws_flow_log" in reason.note and "module.logs" in reason.note for reason in reasons)


def test_rule_may_say_what_holds_where_nothing_was_found_in_what_could_be_read() -> None:
    text = (
        'resource "aws_vpc" "ml" {\n  cidr_block = "10.0.0.0/16"\n}\nmodule "logs" {\n  source = "acme/logs/aws"\n}\n'
    )
    exists = {"type": "aws_flow_log", "absent": "fail"}
    related = {**exists, "via": "vpc_id"}
    assert judged(text, {"exists": exists})[0] is UNKNOWN
    assert judged(text, {"exists": {**exists, "outside": "fail"}})[0] is FAIL
    assert judged(text, {"related": {**related, "outside": "fail"}})[0] is FAIL
