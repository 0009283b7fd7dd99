"""`--engine checkov`: the installed checkov runs once, and only what it alone says is added."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from terrafirm.app.checkov_engine import ENVIRONMENT
from terrafirm.app.pack import rules
from tests.cli.conftest import Invoke
from tests.homes.snippets import ROOT
from tests.terraform.harness import Terraform

HAS_CHECKOV = bool(
    os.environ.get(ENVIRONMENT) or shutil.which("checkov") or importlib.util.find_spec("checkov") is not None
)
needs_checkov = pytest.mark.skipif(not HAS_CHECKOV, reason=f"checkov is not installed, and {ENVIRONMENT} names none")

STACK = """\
resource "aws_sqs_queue" "plain" {
  name = "plain"
}

resource "aws_ecr_repository" "images" {
  name                 = "images"
  image_tag_mutability = "MUTABLE"
}
"""


def report(invoke: Invoke, *arguments: str) -> Any:
    """The JSON report of a run."""
    done = invoke(*arguments, "--format", "json")
    assert done.out, done.err
    return json.loads(done.out)


def by_checkov(found: Any) -> set[tuple[str, str]]:
    return {(item["rule"], item["address"]) for item in found["findings"] if item["rule"].startswith("checkov-")}


@pytest.fixture
def code(tmp_path: Path) -> Path:
    place = tmp_path / "stack"
    place.mkdir()
    (place / "main.tf").write_text(STACK, encoding="utf-8")
    return place


@needs_checkov
def test_what_both_judge_is_said_once_and_ours_holds(invoke: Invoke) -> None:
    stack = str(ROOT / "fixtures" / "ai-stack")
    alone = report(invoke, "scan", stack, "--fail-on", "none")
    both = report(invoke, "scan", stack, "--fail-on", "none", "--engine", "checkov")
    ours = [item for item in both["findings"] if not item["rule"].startswith("checkov-")]
    assert ours == alone["findings"]
    assert both["passed"] == both["unknown"] == []
    assert any("of checkov left out" in note for note in both["notes"])
    spoken = {
        (check, item["address"]) for item in alone["findings"] for check in item["equivalents"].get("checkov", ())
    }
    added = {(item["equivalents"]["checkov"][0], item["address"]) for item in both["findings"] if item not in ours}
    assert added
    assert not added & spoken


@needs_checkov
def test_ours_holds_where_it_passes_and_checkov_fails(invoke: Invoke, code: Path) -> None:
    # checkov 3.3 does not evaluate `one` and fails the repository; Terraform and we know that it is IMMUTABLE
    (code / "main.tf").write_text(STACK.replace('"MUTABLE"', 'one(["IMMUTABLE"])'), encoding="utf-8")
    arguments = ("scan", str(code), "--engine", "checkov", "--fail-on", "none", "--all-verdicts")
    found = report(invoke, *arguments)
    assert "aws-ecr-tags-mutable" in {item["rule"] for item in found["passed"]}
    said = {check for item in found["findings"] for check in item["equivalents"].get("checkov", ())}
    assert "CKV_AWS_51" not in said


@needs_checkov
def test_a_finding_of_checkov_alone_is_a_finding_like_any_other(invoke: Invoke, code: Path) -> None:
    found = report(invoke, "scan", str(code), "--engine", "checkov", "--fail-on", "none")
    known = {check for rule in rules() for check in rule.equivalents.get("checkov", ())}
    extra = [item for item in found["findings"] if item["rule"].startswith("checkov-")]
    for item in extra:
        assert item["severity"] == "medium"
        assert item["path"] == str(code / "main.tf")
        assert item["line"] in (1, 5)
        assert item["controls"]["csa-ai"]
        assert item["owner"]
        assert item["fingerprint"]
        (check,) = item["equivalents"]["checkov"]
        assert item["rule"] == f"checkov-{check.lower()}"
    queue = [item for item in extra if item["address"] == "aws_sqs_queue.plain"]
    if "CKV_AWS_27" not in known:
        assert [(item["category"], item["controls"]) for item in queue if item["rule"] == "checkov-ckv_aws_27"] == [
            ("encryption", {"csa-ai": ["1.5"]})
        ]


@needs_checkov
def test_what_was_not_chosen_does_not_come_back_through_checkov(invoke: Invoke, code: Path) -> None:
    found = report(invoke, "scan", str(code), "--engine", "checkov", "--ignore", "aws-*", "--fail-on", "none")
    known = {check for rule in rules() if rule.id.startswith("aws-") for check in rule.equivalents.get("checkov", ())}
    assert not {item["equivalents"]["checkov"][0] for item in found["findings"]} & known
    narrow = report(invoke, "scan", str(code), "--engine", "checkov", "--select", "encryption", "--fail-on", "none")
    assert {item["category"] for item in narrow["findings"]} == {"encryption"}


@needs_checkov
def test_a_single_check_of_checkov_can_be_ignored(invoke: Invoke) -> None:
    stack = str(ROOT / "fixtures" / "ai-stack")
    arguments = ("scan", stack, "--engine", "checkov", "--fail-on", "none")
    first = sorted(by_checkov(report(invoke, *arguments)))[0][0]
    assert first not in {rule for rule, _ in by_checkov(report(invoke, *arguments, "--ignore", first))}


@needs_checkov
def test_what_checkov_cannot_parse_is_not_evaluated(invoke: Invoke, code: Path) -> None:
    (code / "broken.tf").write_text('resource "aws_s3_bucket" "b" {\n  bucket =\n', encoding="utf-8")
    done = invoke("scan", str(code), "--engine", "checkov", "--format", "json")
    assert done.status == 2
    said = [item for item in json.loads(done.out)["not_evaluated"] if item["why"].startswith("checkov")]
    assert [item["path"] for item in said] == [str(code / "broken.tf")]


@needs_checkov
def test_the_scanned_tree_does_not_configure_or_extend_checkov(
    invoke: Invoke, code: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "executed"
    (code / "checks").mkdir()
    for name in ("__init__.py", "evil.py"):
        (code / "checks" / name).write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")
    (code / ".checkov.yaml").write_text(f"external-checks-dir:\n  - {code / 'checks'}\n", encoding="utf-8")
    (code / "checkov.py").write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(code)
    found = report(invoke, "scan", ".", "--engine", "checkov", "--fail-on", "none")
    assert found["summary"]["resources"] == 2
    assert not mark.exists()


@needs_checkov
def test_a_directory_without_resources_is_no_error(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "main.tf").write_text("locals {\n  a = 1\n}\n", encoding="utf-8")
    assert invoke("scan", str(tmp_path / "empty"), "--engine", "checkov").status == 0


@needs_checkov
def test_the_gate_tells_what_the_plan_does_to_findings_of_checkov(
    invoke: Invoke, terraform: Terraform, tmp_path: Path
) -> None:
    directory = tmp_path / "stack"
    directory.mkdir()
    queue = 'resource "aws_sqs_queue" "{0}" {{\n  name = "{0}"\n  sqs_managed_sse_enabled = {1}\n}}\n'
    before = queue.format("stays", "false") + queue.format("heals", "false") + queue.format("goes", "false")
    after = queue.format("stays", "false") + queue.format("heals", "true") + queue.format("comes", "false")
    for text in (before, after):
        (directory / "main.tf").write_text(text, encoding="utf-8")
        terraform.init(directory)
        plan = terraform.plan(directory)
        if text is before:
            terraform.apply(directory)
    (tmp_path / "plan.json").write_text(json.dumps(plan, default=float), encoding="utf-8")
    found = report(invoke, "gate", str(tmp_path / "plan.json"), "--engine", "checkov", "--fail-on", "none")
    # by checkov's check, or by a rule of ours that stands for it
    about = [item for item in found["findings"] if "CKV_AWS_27" in item["equivalents"].get("checkov", ())]
    changes = {item["address"]: item["change"] for item in about}
    assert changes == {
        "aws_sqs_queue.stays": "unchanged",
        "aws_sqs_queue.heals": "fixed",
        "aws_sqs_queue.goes": "destroyed",
        "aws_sqs_queue.comes": "introduced",
    }


@needs_checkov
def test_in_the_gate_findings_of_checkov_have_their_place_in_the_code_and_its_skips_hold(
    invoke: Invoke, terraform: Terraform, tmp_path: Path
) -> None:
    known = {check for rule in rules() for check in rule.equivalents.get("checkov", ())}
    directory = tmp_path / "stack"
    directory.mkdir()
    queue = 'resource "aws_sqs_queue" "{0}" {{\n{1}  name = "{0}"\n  sqs_managed_sse_enabled = false\n}}\n'
    skip = "  # checkov:skip=CKV_AWS_27:only public facts\n"
    (directory / "main.tf").write_text(queue.format("plain", "") + queue.format("skipped", skip), encoding="utf-8")
    terraform.init(directory)
    plan = directory / "plan.json"
    plan.write_text(json.dumps(terraform.plan(directory), default=float), encoding="utf-8")
    found = report(invoke, "gate", str(plan), "--engine", "checkov", "--fail-on", "none")
    if "CKV_AWS_27" not in known:
        extra = [item for item in found["findings"] if item["rule"] == "checkov-ckv_aws_27"]
        assert [(item["address"], Path(item["path"]).name, item["line"]) for item in extra] == [
            ("aws_sqs_queue.plain", "main.tf", 1)
        ]
    held = [(item["address"], item["suppression"]["reason"]) for item in found["suppressed"]]
    assert held == [("aws_sqs_queue.skipped", "only public facts")]
    assert found["passed"] == found["unknown"] == []


@needs_checkov
def test_checks_of_checkov_alone_can_be_selected(invoke: Invoke, code: Path) -> None:
    arguments = ("scan", str(code), "--engine", "checkov", "--fail-on", "none")
    whole = by_checkov(report(invoke, *arguments))
    only = report(invoke, *arguments, "--select", "checkov-*")
    assert by_checkov(only) == whole != set()
    assert len(only["findings"]) == len(whole)
    one = sorted(whole)[0][0]
    assert {rule for rule, _ in by_checkov(report(invoke, *arguments, "--select", one))} == {one}
    check = one.removeprefix("checkov-").upper()
    assert {rule for rule, _ in by_checkov(report(invoke, *arguments, "--select", check))} == {one}


@needs_checkov
def test_a_selected_check_that_a_rule_stands_for_is_named_with_that_rule(invoke: Invoke, code: Path) -> None:
    found = report(invoke, "scan", str(code), "--engine", "checkov", "--select", "checkov-ckv_aws_51")
    assert not found["findings"]
    assert "CKV_AWS_51 is judged by aws-ecr-tags-mutable: select that rule instead" in found["notes"]


@needs_checkov
def test_a_selected_check_that_does_not_exist_is_refused(invoke: Invoke, code: Path) -> None:
    done = invoke("scan", str(code), "--engine", "checkov", "--select", "checkov-ckv_aws_99999")
    assert (done.status, done.out) == (2, "")
    assert '"checkov-ckv_aws_99999" selects no check of the installed checkov' in done.err


def test_checks_of_checkov_need_checkov_to_be_selected_but_not_to_be_ignored(invoke: Invoke, code: Path) -> None:
    done = invoke("scan", str(code), "--select", "checkov-*")
    assert done.status == 2
    assert "need --engine checkov" in done.err
    assert invoke("scan", str(code), "--ignore", "checkov-ckv_aws_27", "--fail-on", "none").status == 0


def test_where_checkov_is_missing_the_message_says_how_to_get_it(
    invoke: Invoke, code: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "nowhere"))
    done = invoke("scan", str(code), "--engine", "checkov")
    assert (done.status, "there is no such executable" in done.err) == (2, True)
    monkeypatch.delenv(ENVIRONMENT)
    if importlib.util.find_spec("checkov") is None:
        monkeypatch.setenv("PATH", str(tmp_path))
        done = invoke("scan", str(code), "--engine", "checkov")
        assert done.status == 2
        assert "pip install 'terrafirm[checkov]'" in done.err


def test_a_checkov_that_fails_fails_the_run(
    invoke: Invoke, code: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "checkov"
    broken.write_text("#!/bin/sh\necho 'out of memory' >&2\nexit 137\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv(ENVIRONMENT, str(broken))
    done = invoke("scan", str(code), "--engine", "checkov")
    assert done.status == 2
    assert "checkov ended with status 137: out of memory" in done.err
