"""The gate finds the code of a plan: lines, expressions and exceptions, in modules and with the plan's variables."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.app.gate import GateOptions, gate
from terrafirm.app.scan import ScanOptions
from tests.gate.conftest import MakePlan

MODULE = """\
variable "names" {
  type = map(string)
}

resource "aws_sqs_queue" "this" {
  for_each = var.names
  name     = each.value
}
"""
EXCEPTED = MODULE.replace('resource "', '# terrafirm:ignore=toy-queue-name reason="a test"\nresource "')
ROOT = 'variable "team" {\n  type = map(string)\n}\n\nmodule "lab" {\n  source = "./lab"\n  names  = var.team\n}\n'
TEAM = {"team": '{"a":"bad","b":"worse"}'}
ADDRESSES = ['module.lab.aws_sqs_queue.this["a"]', 'module.lab.aws_sqs_queue.this["b"]']


def test_instances_of_a_variable_are_found_without_naming_it_again(make_plan: MakePlan, options: ScanOptions) -> None:
    plan = make_plan({}, {"main.tf": ROOT, "lab/main.tf": MODULE}, vars=TEAM)
    report = gate(str(plan), GateOptions(options))
    assert sorted(finding.address for finding in report.findings) == ADDRESSES
    assert {finding.location.line for finding in report.findings} == {7}
    assert {Path(finding.location.path).parent.name for finding in report.findings} == {"lab"}


def test_exceptions_hold_for_instances_of_a_variable(make_plan: MakePlan, options: ScanOptions) -> None:
    plan = make_plan({}, {"main.tf": ROOT, "lab/main.tf": EXCEPTED}, vars=TEAM)
    report = gate(str(plan), GateOptions(options))
    assert not report.findings
    assert sorted(item.finding.address for item in report.suppressed) == ADDRESSES


def test_an_exception_holds_where_the_key_of_an_instance_cannot_be_known(
    make_plan: MakePlan, options: ScanOptions
) -> None:
    data = 'data "aws_regions" "all" {}\n\nmodule "lab" {\n  source = "./lab"\n'
    data += '  names  = { for name in data.aws_regions.all.names : name => "bad" }\n}\n'
    plan = make_plan({}, {"main.tf": data, "lab/main.tf": EXCEPTED})
    report = gate(str(plan), GateOptions(options))
    assert not report.findings
    assert report.suppressed


def test_an_example_that_calls_the_configuration_does_not_hide_it(make_plan: MakePlan, options: ScanOptions) -> None:
    bad = 'resource "aws_sqs_queue" "a" {\n  name = "bad"\n}\n'
    example = '\n\n\nmodule "it" {\n  source = "../.."\n}\n\nresource "aws_sqs_queue" "a" {\n  name = "good"\n}\n'
    plan = make_plan({}, {"main.tf": bad, "examples/one/main.tf": example})
    (finding,) = gate(str(plan), GateOptions(options)).findings
    assert (Path(finding.location.path).parent.name, finding.location.line) == ("stack", 2)


def test_among_several_root_modules_the_one_that_was_planned_is_taken(
    make_plan: MakePlan, options: ScanOptions, tmp_path: Path
) -> None:
    bad = 'resource "aws_sqs_queue" "shared" {\n  name = "bad"\n}\n\n'
    bad += 'resource "aws_sqs_queue" "own" {\n  name = "good"\n}\n'
    plan = make_plan({}, {"main.tf": bad})
    for name in ("a-first", "z-last"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(f"\n\n\n{bad.split('}')[0]}}}\n", encoding="utf-8")
    (finding,) = gate(str(plan), GateOptions(options, code=tmp_path)).findings
    assert (Path(finding.location.path).parent.name, finding.location.line) == ("stack", 2)


def test_a_plan_that_lies_elsewhere_finds_the_code_of_the_current_directory(
    make_plan: MakePlan, options: ScanOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan({}, {"main.tf": 'resource "aws_sqs_queue" "a" {\n  name = "bad"\n}\n'})
    elsewhere = plan.rename(tmp_path / "elsewhere.json")
    monkeypatch.chdir(plan.parent)
    (finding,) = gate(str(elsewhere), GateOptions(options)).findings
    assert (finding.location.path, finding.location.line) == ("main.tf", 2)


def test_code_that_is_not_that_of_the_plan_is_said_to_be_so(
    make_plan: MakePlan, options: ScanOptions, tmp_path: Path
) -> None:
    plan = make_plan({}, {"main.tf": 'resource "aws_sqs_queue" "a" {\n  name = "bad"\n}\n'})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "main.tf").write_text('resource "aws_sqs_queue" "b" {}\n', encoding="utf-8")
    report = gate(str(plan), GateOptions(options, code=tmp_path / "other"))
    assert [finding.location.path for finding in report.findings] == [str(plan)]
    assert any("nothing in the plan is configured there" in note for note in report.notes)


def test_code_that_cannot_be_read_everywhere_is_said_to_be_so(make_plan: MakePlan, options: ScanOptions) -> None:
    plan = make_plan({}, {"main.tf": 'resource "aws_sqs_queue" "a" {\n  name = "bad"\n}\n'})
    (plan.parent / "broken.tf").write_text('resource "aws_sqs_queue" "b" {\n', encoding="utf-8")
    report = gate(str(plan), GateOptions(options))
    assert any("lines and exceptions may be missing" in note and "broken.tf" in note for note in report.notes)


def test_what_is_fixed_points_to_the_code_that_fixes_it(make_plan: MakePlan, options: ScanOptions) -> None:
    queue = 'resource "aws_sqs_queue" "a" {{\n  name = "{0}"\n}}\n'
    plan = make_plan({"main.tf": queue.format("bad")}, {"main.tf": queue.format("good")})
    (finding,) = gate(str(plan), GateOptions(options)).findings
    assert (finding.change, Path(finding.location.path).name, finding.location.line) == ("fixed", "main.tf", 1)


def test_blocks_that_the_code_makes_of_something_unknown_are_not_taken_for_none(make_plan: MakePlan) -> None:
    text = """
    resource "terraform_data" "ports" {}
    resource "aws_security_group" "web" {
      name = "web"
      dynamic "ingress" {
        for_each = toset(split(",", terraform_data.ports.id))
        content {
          from_port   = ingress.value
          to_port     = ingress.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    }
    """
    rule = "aws-security-group-group-ssh-open"
    report = gate(str(make_plan({}, {"main.tf": text})), GateOptions(ScanOptions(select=(rule,))))
    assert (report.findings, report.passes, report.unknowns) == ([], 0, 1)
