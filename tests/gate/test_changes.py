"""What the gate says of imports, targeted plans, drift, replacements, unknown values and thresholds."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from terrafirm.app.gate import GateOptions, gate, gate_status
from terrafirm.app.scan import ScanOptions, scan
from tests.cli.conftest import Invoke
from tests.gate.conftest import MakePlan

QUEUE = 'resource "aws_sqs_queue" "{0}" {{\n  name = "{1}"\n}}\n\n'
FEATURES = """\
resource "aws_sagemaker_feature_group" "{0}" {{
  feature_group_name             = "orders"
  record_identifier_feature_name = "id"
  event_time_feature_name        = "time"
  role_arn                       = "arn:aws:iam::123456789012:role/features"
  feature_definition {{
    feature_name = "id"
    feature_type = "String"
  }}
}}
"""
MACHINE = """\
resource "aws_instance" "{0}" {{
  instance_type = "p4d.24xlarge"
  enclave_options {{
    enabled = {1}
  }}
}}
"""


def test_an_imported_object_brings_what_is_wrong_with_it_unchanged(make_plan: MakePlan, options: ScanOptions) -> None:
    text = 'import {\n  to = aws_sqs_queue.a\n  id = "a"\n}\n' + 'resource "aws_sqs_queue" "a" {\n  name = "worse"\n}\n'
    report = gate(str(make_plan({}, {"main.tf": text})), GateOptions(options))
    assert [(finding.address, finding.change) for finding in report.findings] == [("aws_sqs_queue.a", "unchanged")]
    assert gate_status(report, "low") == 0


def test_a_targeted_plan_leaves_the_rest_as_it_stands(make_plan: MakePlan, options: ScanOptions) -> None:
    before = QUEUE.format("a", "bad") + QUEUE.format("b", "bad")
    after = QUEUE.format("a", "good") + QUEUE.format("b", "good") + QUEUE.format("c", "bad")
    plan = make_plan({"main.tf": before}, {"main.tf": after}, targets=["aws_sqs_queue.a"])
    report = gate(str(plan), GateOptions(options))
    assert {finding.address: finding.change for finding in report.findings} == {
        "aws_sqs_queue.a": "fixed",
        "aws_sqs_queue.b": "unchanged",
    }


def test_a_destroyed_stack_takes_its_findings_with_it(make_plan: MakePlan, options: ScanOptions) -> None:
    text = {"main.tf": QUEUE.format("a", "bad")}
    report = gate(str(make_plan(text, text, destroy=True)), GateOptions(options))
    assert [finding.change for finding in report.findings] == ["destroyed"]
    assert gate_status(report, "low") == 0


def test_drift_in_the_plan_is_reported_and_is_not_the_changes_fault(make_plan: MakePlan, options: ScanOptions) -> None:
    text = {"main.tf": QUEUE.format("a", "good")}
    outside = {"aws_sqs_queue": {"delay_seconds": 90}}
    report = gate(str(make_plan(text, text, outside=outside)), GateOptions(options))
    assert [(item.kind, item.address, item.attribute, item.live) for item in report.drift] == [
        ("changed", "aws_sqs_queue.a", "delay_seconds", 90)
    ]
    assert gate_status(report, "low") == 0


def test_what_was_deleted_outside_of_terraform_is_missing(make_plan: MakePlan, options: ScanOptions) -> None:
    text = {"main.tf": QUEUE.format("a", "good")}
    report = gate(str(make_plan(text, text, outside={"aws_sqs_queue": None})), GateOptions(options))
    assert [(item.kind, item.address) for item in report.drift] == [("missing", "aws_sqs_queue.a")]


def test_a_replaced_feature_store_is_called_out_also_where_it_moves(make_plan: MakePlan, options: ScanOptions) -> None:
    moved = "moved {\n  from = aws_sagemaker_feature_group.old\n  to   = aws_sagemaker_feature_group.new\n}\n"
    before, after = {"main.tf": FEATURES.format("old")}, {"main.tf": FEATURES.format("new") + moved}
    plan = make_plan(before, after, replace=["aws_sagemaker_feature_group.new"])
    report = gate(str(plan), GateOptions(options))
    assert [(item.address, item.action, item.roles) for item in report.removals] == [
        ("aws_sagemaker_feature_group.new", "replace", ("feature-store",))
    ]


@pytest.mark.parametrize(("setting", "word"), [("true", "on"), ("false", "off")])
def test_a_removal_says_whether_the_store_was_protected(
    make_plan: MakePlan, options: ScanOptions, setting: str, word: str
) -> None:
    table = (
        'resource "aws_dynamodb_table" "t" {\n  name = "t"\n  hash_key = "id"\n  attribute {\n    name = "id"\n'
        f'    type = "S"\n  }}\n  deletion_protection_enabled = {setting}\n}}\n'
    )
    (removal,) = gate(str(make_plan({"main.tf": table}, {"main.tf": ""})), GateOptions(options)).removals
    assert f"deletion_protection_enabled is {word}" in removal.reason


def test_what_may_be_fixed_is_not_dropped(make_plan: MakePlan, options: ScanOptions) -> None:
    other = 'resource "aws_kms_key" "k" {}\n'
    after = other + 'resource "aws_sqs_queue" "a" {\n  name = aws_kms_key.k.key_id\n}\n'
    plan = make_plan({"main.tf": QUEUE.format("a", "bad")}, {"main.tf": after})
    report = gate(str(plan), GateOptions(options))
    assert not report.findings
    assert any("aws_sqs_queue.a fails today" in note for note in report.notes)
    assert gate_status(report, "unknown") == 0


def test_values_known_after_apply_are_listed_with_the_reason_and_can_fail(
    make_plan: MakePlan, invoke: Invoke, toy: list[str]
) -> None:
    text = 'resource "aws_kms_key" "k" {}\nresource "aws_sqs_queue" "a" {\n  name = aws_kms_key.k.key_id\n}\n'
    plan = str(make_plan({}, {"main.tf": text}))
    done = invoke("gate", plan, *toy, "--all-verdicts", "--format", "json")
    (unknown,) = json.loads(done.out)["unknown"]
    assert (unknown["change"], unknown["address"], unknown["line"]) == ("introduced", "aws_sqs_queue.a", 3)
    assert "name is known after apply" in unknown["message"]
    assert done.status == 0
    assert invoke("gate", plan, *toy, "--fail-on", "unknown").status == 1


def test_unchanged_findings_count_when_asked_for(make_plan: MakePlan, invoke: Invoke, toy: list[str]) -> None:
    text = {"main.tf": QUEUE.format("a", "bad")}
    plan = str(make_plan(text, text))
    assert invoke("gate", plan, *toy).status == 0
    assert invoke("gate", plan, *toy, "--fail-on-unchanged").status == 1


def test_a_threshold_that_the_plan_makes_missed_fails_the_gate(
    make_plan: MakePlan, invoke: Invoke, toy: list[str]
) -> None:
    good = MACHINE.format("a", "true")
    plan = make_plan({"main.tf": good}, {"main.tf": good + MACHINE.format("b", "false")})
    (plan.parent / "terrafirm.toml").write_text("[thresholds]\nconfidential-computing = 80\n", encoding="utf-8")
    done = invoke("gate", str(plan), *toy)
    assert done.status == 1
    assert "is missed, before this change it was reached" in " ".join(done.out.split())
    assert invoke("gate", str(plan), *toy, "--fail-on", "none").status == 0


def test_a_threshold_that_was_missed_before_does_not_fail_the_gate(
    make_plan: MakePlan, invoke: Invoke, toy: list[str]
) -> None:
    bad = MACHINE.format("a", "false")
    plan = make_plan({"main.tf": bad}, {"main.tf": bad + MACHINE.format("b", "false")})
    (plan.parent / "terrafirm.toml").write_text("[thresholds]\nconfidential-computing = 80\n", encoding="utf-8")
    assert invoke("gate", str(plan), *toy).status == 0
    assert invoke("gate", str(plan), *toy, "--fail-on-unchanged").status == 1


def test_a_base_report_decides_what_is_new_findings_and_thresholds(
    make_plan: MakePlan, invoke: Invoke, toy: list[str], tmp_path: Path
) -> None:
    good = MACHINE.format("a", "true") + QUEUE.format("old", "bad")
    plan = make_plan({}, {"main.tf": good})
    (plan.parent / "terrafirm.toml").write_text("[thresholds]\nconfidential-computing = 80\n", encoding="utf-8")
    base = tmp_path / "base.json"
    base.write_text(invoke("scan", str(plan.parent), *toy, "--format", "json").out, encoding="utf-8")
    assert invoke("gate", str(plan), *toy, "--base", str(base)).status == 0
    worse = make_plan({}, {"main.tf": good + MACHINE.format("b", "false")})
    assert invoke("gate", str(worse), *toy, "--base", str(base)).status == 1


def test_a_baseline_of_the_code_holds_in_the_gate_and_names_what_the_plan_makes_stale(
    make_plan: MakePlan, invoke: Invoke, toy: list[str], tmp_path: Path
) -> None:
    before, baseline = QUEUE.format("a", "bad") + QUEUE.format("b", "bad"), tmp_path / "baseline.json"
    plan = make_plan({"main.tf": before}, {"main.tf": QUEUE.format("a", "bad") + QUEUE.format("b", "good")})
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "main.tf").write_text(before, encoding="utf-8")
    invoke("scan", str(tmp_path / "old"), *toy, "--write-baseline", str(baseline))
    report = json.loads(invoke("gate", str(plan), *toy, "--baseline", str(baseline), "--format", "json").out)
    assert [(item["address"], item["change"]) for item in report["findings"]] == [("aws_sqs_queue.b", "fixed")]
    assert [item["address"] for item in report["suppressed"]] == ["aws_sqs_queue.a"]
    (note,) = report["notes"]
    assert "aws_sqs_queue.b is fixed by this change: remove the entry" in note


def test_entries_of_rules_that_did_not_run_are_not_called_stale(invoke: Invoke, toy: list[str], tmp_path: Path) -> None:
    stack, baseline = tmp_path / "stack", tmp_path / "baseline.json"
    stack.mkdir()
    (stack / "main.tf").write_text(QUEUE.format("a", "bad") + MACHINE.format("m", "false"), encoding="utf-8")
    invoke("scan", str(stack), *toy[:2], "--write-baseline", str(baseline))
    assert baseline.read_text(encoding="utf-8").count('"rule"') > 1
    assert "is found no longer" not in invoke("scan", str(stack), *toy, "--baseline", str(baseline)).out


def test_baselines_of_two_branches_merge(invoke: Invoke, toy: list[str], tmp_path: Path) -> None:
    stack, files = tmp_path / "stack", {}
    stack.mkdir()
    names = [f"q{number:02}" for number in range(20)]
    for branch, extra in {"base": [], "one": ["q03a"], "two": ["q15a"]}.items():
        text = "".join(QUEUE.format(name, "bad") for name in [*names, *extra])
        (stack / "main.tf").write_text(text, encoding="utf-8")
        files[branch] = tmp_path / f"{branch}.json"
        invoke("scan", str(stack), *toy, "--write-baseline", str(files[branch]))
    command = ["git", "merge-file", "-p", *(str(files[name]) for name in ("one", "base", "two"))]
    merged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert merged.returncode == 0, merged.stdout
    assert len(json.loads(merged.stdout)["findings"]) == len(names) + 2


def test_both_sides_of_a_large_change_agree_with_two_scans(make_plan: MakePlan) -> None:
    before = FEATURES.format("f") + QUEUE.format("a", "x") + MACHINE.format("m", "true")
    after = FEATURES.format("f") + QUEUE.format("b", "x") + MACHINE.format("m", "false")
    plan = make_plan({"main.tf": before}, {"main.tf": after})
    report = gate(str(plan), GateOptions(ScanOptions()))
    then = scan([str(plan.parent / "terraform.tfstate")], ScanOptions())
    now = scan([str(plan)], ScanOptions())
    standing = {
        (item.rule.id, item.address)
        for item in report.findings
        if item.change in ("introduced", "unchanged", "worsened")
    }
    former = {
        (item.rule.id, item.address)
        for item in report.findings
        if item.change in ("fixed", "unchanged", "worsened", "destroyed")
    }
    assert standing == {(item.rule.id, item.address) for item in now.findings}
    assert former == {(item.rule.id, item.address) for item in then.findings}
