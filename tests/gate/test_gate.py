"""`terrafirm gate`: what a plan made by the real Terraform introduces, fixes, leaves and destroys."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from terrafirm.app.gate import GateOptions, gate, gate_status
from terrafirm.app.scan import ScanOptions, scan
from terrafirm.model.finding import Report
from tests.terraform.harness import Terraform


def queue(name: str, value: str) -> str:
    return f'resource "aws_sqs_queue" "{name}" {{\n  name = "{value}"\n}}\n\n'


def planned(terraform: Terraform, directory: Path, before: str, after: str) -> Path:
    """Apply ``before``, write ``after``, and plan it; the plan lies beside the code."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    (directory / "main.tf").write_text(before, encoding="utf-8")
    terraform.init(directory)
    if before:
        terraform.plan(directory)
        terraform.apply(directory)
    (directory / "main.tf").write_text(after, encoding="utf-8")
    place = directory / "plan.json"
    place.write_text(json.dumps(terraform.plan(directory), default=float), encoding="utf-8")
    return place


def changes(report: Report) -> dict[str, str]:
    return {finding.address: finding.change for finding in report.findings}


def test_one_bad_resource_among_two_hundred_old_findings_is_the_only_one_introduced(
    terraform: Terraform, tmp_path: Path, options: ScanOptions
) -> None:
    old = "".join(queue(f"old{number}", "bad") for number in range(200))
    plan = planned(terraform, tmp_path / "stack", old, old + queue("new", "worse"))
    report = gate(str(plan), GateOptions(options))
    introduced = [finding for finding in report.findings if finding.change == "introduced"]
    assert [finding.address for finding in introduced] == ["aws_sqs_queue.new"]
    assert Path(introduced[0].location.path).name == "main.tf"
    assert introduced[0].location.line == 802
    assert gate_status(report, "high") == 1


def test_each_finding_says_what_the_change_does_to_it(
    terraform: Terraform, tmp_path: Path, options: ScanOptions
) -> None:
    before = queue("stays", "bad") + queue("heals", "bad") + queue("goes", "bad") + queue("spoils", "good")
    after = queue("stays", "bad") + queue("heals", "good") + queue("spoils", "bad") + queue("comes", "bad")
    report = gate(str(planned(terraform, tmp_path / "stack", before, after)), GateOptions(options))
    assert changes(report) == {
        "aws_sqs_queue.stays": "unchanged",
        "aws_sqs_queue.heals": "fixed",
        "aws_sqs_queue.goes": "destroyed",
        "aws_sqs_queue.spoils": "introduced",
        "aws_sqs_queue.comes": "introduced",
    }


def test_a_change_that_only_fixes_passes(terraform: Terraform, tmp_path: Path, options: ScanOptions) -> None:
    before, after = queue("a", "bad") + queue("b", "bad"), queue("a", "good") + queue("b", "bad")
    report = gate(str(planned(terraform, tmp_path / "stack", before, after)), GateOptions(options))
    assert changes(report) == {"aws_sqs_queue.a": "fixed", "aws_sqs_queue.b": "unchanged"}
    assert gate_status(report, "low") == 0


def test_a_moved_resource_keeps_its_findings(terraform: Terraform, tmp_path: Path, options: ScanOptions) -> None:
    after = queue("after", "bad") + "moved {\n  from = aws_sqs_queue.before\n  to   = aws_sqs_queue.after\n}\n"
    report = gate(str(planned(terraform, tmp_path / "stack", queue("before", "bad"), after)), GateOptions(options))
    assert changes(report) == {"aws_sqs_queue.after": "unchanged"}


def test_exceptions_in_the_code_hold_in_plan_mode(terraform: Terraform, tmp_path: Path, options: ScanOptions) -> None:
    after = '# terrafirm:ignore=toy-queue-name reason="known"\n' + queue("new", "bad")
    report = gate(str(planned(terraform, tmp_path / "stack", "", after)), GateOptions(options))
    assert not report.findings
    assert [item.finding.address for item in report.suppressed] == ["aws_sqs_queue.new"]


def test_both_sides_agree_with_two_scans(terraform: Terraform, tmp_path: Path, options: ScanOptions) -> None:
    before, after = queue("a", "bad") + queue("b", "good"), queue("a", "good") + queue("b", "bad")
    directory = tmp_path / "stack"
    plan = planned(terraform, directory, before, after)
    report = gate(str(plan), GateOptions(options))
    then = scan([str(directory / "terraform.tfstate")], options)
    now = scan([str(plan)], options)
    standing = {
        finding.address for finding in report.findings if finding.change in ("introduced", "unchanged", "worsened")
    }
    former = {finding.address for finding in report.findings if finding.change in ("fixed", "unchanged", "destroyed")}
    assert standing == {finding.address for finding in now.findings}
    assert former == {finding.address for finding in then.findings}


def test_a_base_report_takes_the_place_of_the_prior_state(
    terraform: Terraform, tmp_path: Path, options: ScanOptions
) -> None:
    plan = planned(terraform, tmp_path / "stack", "", queue("known", "bad") + queue("new", "bad"))
    base = tmp_path / "base.json"
    known: dict[str, Any] = {"rule": "toy-queue-name", "address": "aws_sqs_queue.known", "severity": "high"}
    base.write_text(json.dumps({"findings": [known]}), encoding="utf-8")
    report = gate(str(plan), GateOptions(options, base=base))
    assert changes(report) == {"aws_sqs_queue.known": "unchanged", "aws_sqs_queue.new": "introduced"}


def test_stateful_assets_that_go_are_called_out(terraform: Terraform, tmp_path: Path, options: ScanOptions) -> None:
    bucket = 'resource "aws_s3_bucket" "training" {\n  bucket = "training"\n}\n'
    report = gate(
        str(planned(terraform, tmp_path / "stack", bucket + queue("q", "good"), queue("q", "good"))),
        GateOptions(options),
    )
    assert [(item.address, item.action) for item in report.removals] == [("aws_s3_bucket.training", "delete")]


def test_a_key_created_by_the_same_plan_is_a_customer_managed_key(terraform: Terraform, tmp_path: Path) -> None:
    text = (
        'resource "aws_kms_key" "k" {}\n'
        'resource "aws_sagemaker_notebook_instance" "n" {\n  name = "n"\n  role_arn = "r"\n'
        '  instance_type = "ml.t3.medium"\n  kms_key_id = aws_kms_key.k.arn\n}\n'
    )
    plan = planned(terraform, tmp_path / "stack", "", text)
    report = scan([str(plan)], ScanOptions(select=("CKV_AWS_22",), all_verdicts=True))
    assert [finding.address for finding in report.passed] == ["aws_sagemaker_notebook_instance.n"]
