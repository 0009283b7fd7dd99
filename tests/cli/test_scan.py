"""`terrafirm scan`: verdicts, exit statuses, exceptions, settings, inputs."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

Toy = Callable[..., list[str]]
Write = Callable[..., Path]

GOOD = 'resource "aws_sqs_queue" "q" {\n  name = "good"\n}\n'
BAD = 'resource "aws_sqs_queue" "q" {\n  name = "bad"\n}\n'
UNKNOWN = 'variable "x" {}\n\nresource "aws_sqs_queue" "q" {\n  name = var.x\n}\n'


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (GOOD, [], 0),
        (BAD, [], 1),
        (BAD, ["--fail-on", "high"], 1),
        (BAD, ["--fail-on", "critical"], 0),
        (BAD, ["--fail-on", "none"], 0),
        (BAD, ["--severity-threshold", "critical"], 0),
        (UNKNOWN, [], 0),
        (UNKNOWN, ["--fail-on", "unknown"], 1),
        (UNKNOWN, ["--var", "x=good"], 0),
        (UNKNOWN, ["--var", "x=bad"], 1),
        (BAD + "}", [], 2),
        (BAD + "}", ["--allow-not-evaluated"], 1),
    ],
)
def test_exit_status_says_what_was_found(
    invoke: Invoke, toy: Toy, write: Write, text: str, options: list[str], status: int
) -> None:
    assert invoke("scan", str(write(main_tf=text)), *toy(), *options).status == status


def test_a_finding_names_the_expression_and_where_its_value_came_from(invoke: Invoke, toy: Toy, write: Write) -> None:
    text = 'locals {\n  names = { first = "bad" }\n}\n\nresource "aws_sqs_queue" "q" {\n  name = local.names.first\n}\n'
    done = invoke("scan", str(write(main_tf=text)), *toy(), "--format", "json")
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["line"], finding["column"], finding["end_column"]) == (6, 10, 27)
    (because,) = finding["because"]
    assert (because["attribute"], because["value"], because["line"], because["via"]) == (
        "name",
        "bad",
        2,
        ["local.names"],
    )


def test_nothing_is_passed_over_in_silence(invoke: Invoke, toy: Toy, write: Write) -> None:
    text = GOOD + 'module "m" {\n  source = "example/away/aws"\n}\n'
    done = invoke("scan", str(write(main_tf=text)), *toy())
    assert done.status == 2
    said = " ".join(done.out.split())
    assert "module.m is not evaluated" in said
    assert "fetch it with: terraform -chdir=" in said


@pytest.mark.parametrize(
    ("comment", "suppressed", "expired"),
    [
        ('# terrafirm:ignore=toy-queue-name reason="on purpose" until=2999-01-31', 1, 0),
        ("# terrafirm:ignore=toy-* ", 1, 0),
        ('# terrafirm:ignore=toy-queue-name reason="too long ago" until=2020-01-31', 0, 1),
        ("# terrafirm:ignore=toy-queue-name until=soon", 0, 1),
        ("# terrafirm:ignore=other-rule", 0, 0),
        ("# checkov:skip=CKV_TOY_1:known", 1, 0),
        ("# trivy:ignore:TOY-0001", 1, 0),
        ("#trivy:ignore:toy-0001:exp:2020-01-01", 0, 1),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_an_exception_holds_until_it_expires(
    invoke: Invoke, toy: Toy, write: Write, comment: str, suppressed: int, expired: int, inside: bool
) -> None:
    head, body = 'resource "aws_sqs_queue" "q" {\n', '  name = "bad"\n}\n'
    text = f"{head}  {comment}\n{body}" if inside else f"{comment}\n{head}{body}"
    report = json.loads(invoke("scan", str(write(main_tf=text)), *toy(), "--format", "json").out)
    assert len(report["suppressed"]) == suppressed
    assert len(report["expired"]) == expired
    assert len(report["findings"]) == 1 - suppressed


def test_settings_stand_beside_the_code_and_options_go_first(invoke: Invoke, toy: Toy, write: Write) -> None:
    directory = write(main_tf=BAD)
    (directory / "terrafirm.toml").write_text(
        'fail-on = "none"\n[severities]\ntoy-queue-name = "low"\n', encoding="utf-8"
    )
    assert invoke("scan", str(directory), *toy()).status == 0
    assert invoke("scan", str(directory), *toy(), "--fail-on", "low").status == 1
    assert invoke("scan", str(directory), *toy(), "--fail-on", "medium").status == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail-on = "sometimes"', "must be one of"),
        ("colour = true", "is not a setting"),
        ("fail-on = ", "terrafirm.toml"),
        ('[severities]\nx = "dire"', "severities"),
    ],
)
def test_wrong_settings_are_named(invoke: Invoke, toy: Toy, write: Write, text: str, said: str) -> None:
    directory = write(main_tf=GOOD)
    (directory / "terrafirm.toml").write_text(text, encoding="utf-8")
    done = invoke("scan", str(directory), *toy())
    assert done.status == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scan", "/nowhere/at/all"], "does not exist"),
        (["scan", ".", "--var", "x"], "NAME=VALUE"),
        (["scan", ".", "--var-file", "missing.tfvars"], "no such file"),
        (["scan", ".", "--select", "no-such-rule"], "selects no rule"),
        (["scan", ".", "--select", "aws-sqs-*", "--ignore", "aws-*"], "no rule is left"),
        (["scan", ".", "--var", "=x"], "NAME=VALUE"),
        (["scan", ".", "--baseline", "missing.json"], "missing.json: there is no such file"),
        (["rules", "test", "/nowhere"], "there is no such file or directory of rules"),
        (["scan", ".", "--output", "sarif"], "FORMAT=FILE"),
        (["scan", ".", "--format", "yaml"], "yaml"),
        (["scan", ".", "--rules", "/nowhere"], "no such directory"),
        (["rules", "show", "no-such-rule"], "there is no rule"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_usage_is_explained(invoke: Invoke, arguments: list[str], said: str) -> None:
    done = invoke(*arguments)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_second_scan_gives_the_same_report_until_a_file_changes(invoke: Invoke, toy: Toy, write: Write) -> None:
    text = 'resource "aws_sqs_queue" "q" {\n  name = file("${path.module}/name.txt")\n}\n'
    directory = write(main_tf=text)
    (directory / "name.txt").write_text("bad", encoding="utf-8")
    arguments = ("scan", str(directory), *toy(), "--format", "json")
    first, second = invoke(*arguments), invoke(*arguments)
    assert first.out == second.out
    assert (first.status, second.status) == (1, 1)
    (directory / "name.txt").write_text("good", encoding="utf-8")
    assert invoke(*arguments).status == 0
    (directory / "more.tf").write_text(BAD.replace('"q"', '"r"'), encoding="utf-8")
    assert invoke(*arguments).status == 1


def test_a_called_directory_is_judged_once_for_each_caller_and_not_by_itself(
    invoke: Invoke, toy: Toy, write: Write
) -> None:
    child = 'variable "name" {}\nresource "aws_sqs_queue" "q" {\n  name = var.name\n}\n'
    callers = "".join(f'module "{name}" {{\n  source = "./child"\n  name = "{name}"\n}}\n' for name in ("good", "bad"))
    directory = write(main_tf=callers, child__main_tf=child)
    report = json.loads(invoke("scan", str(directory), *toy(), "--format", "json", "--all-verdicts").out)
    assert [item["address"] for item in report["findings"]] == ["module.bad.aws_sqs_queue.q"]
    assert [item["address"] for item in report["passed"]] == ["module.good.aws_sqs_queue.q"]
    alone = json.loads(invoke("scan", str(directory / "child"), *toy(), "--format", "json", "--all-verdicts").out)
    assert [item["verdict"] for item in alone["unknown"]] == ["unknown"]


def test_several_processes_find_the_same(invoke: Invoke, toy: Toy, write: Write) -> None:
    stacks = {f"s{number}__main_tf": BAD if number % 2 else GOOD for number in range(6)}
    directory = str(write(**stacks))
    one = json.loads(invoke("scan", directory, *toy(), "--format", "json", "--no-cache").out)
    two = json.loads(invoke("scan", directory, *toy(), "--format", "json", "--no-cache", "--jobs", "2").out)
    assert one == two
    assert len(one["findings"]) == 3


def test_standard_input_is_read(invoke: Invoke, toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert invoke("scan", "-", *toy()).status == 1


def test_a_directory_without_terraform_is_no_clean_result(invoke: Invoke, toy: Toy, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = invoke("scan", str(empty), *toy())
    assert done.status == 2
    assert "nothing here is Terraform" in done.out


def test_a_baseline_accepts_what_is_known_and_names_what_is_gone(
    invoke: Invoke, toy: Toy, write: Write, tmp_path: Path
) -> None:
    directory, baseline = write(main_tf=BAD), str(tmp_path / "baseline.json")
    assert invoke("scan", str(directory), *toy("medium"), "--write-baseline", baseline).status == 1
    assert invoke("scan", str(directory), *toy("medium"), "--baseline", baseline).status == 0
    risen = invoke("scan", str(directory), *toy("critical"), "--baseline", baseline)
    assert risen.status == 1
    assert "severity rose from medium" in risen.out
    (directory / "main.tf").write_text(GOOD, encoding="utf-8")
    assert "is found no longer" in invoke("scan", str(directory), *toy("medium"), "--baseline", baseline).out


def test_no_baseline_is_written_from_a_partial_scan(invoke: Invoke, toy: Toy, write: Write, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    done = invoke("scan", str(write(main_tf=BAD + "}")), *toy(), "--write-baseline", str(baseline))
    assert done.status == 2
    assert not baseline.exists()


def test_explain_tells_the_rule_the_verdict_and_the_roles(invoke: Invoke, write: Write) -> None:
    text = 'resource "aws_sagemaker_notebook_instance" "lab" {\n  name = "lab"\n}\n'
    directory = str(write(main_tf=text))
    assert (
        "SageMaker notebook lets its users become root" in invoke("explain", "aws-sagemaker-notebook-root-access").out
    )
    told = invoke("explain", "aws_sagemaker_notebook_instance.lab", directory).out
    assert "role notebook" in told
    assert "FAIL aws-sagemaker-notebook-root-access" in told


def test_the_rule_listing_is_machine_readable(invoke: Invoke) -> None:
    listed = json.loads(invoke("rules", "list", "--format", "json").out)["rules"]
    root = next(rule for rule in listed if rule["id"] == "aws-sagemaker-notebook-root-access")
    assert root["severity"] == "high"
    assert root["equivalents"]["checkov"] == ["CKV_AWS_307"]


def test_a_new_rule_fails_until_it_is_filled_in(invoke: Invoke, tmp_path: Path) -> None:
    pack = tmp_path / "rules"
    created = invoke("rules", "new", "aws/sqs/no-name", "--type", "aws_sqs_queue", "--rules", str(pack))
    assert created.status == 0
    tested = invoke("rules", "test", str(pack))
    assert tested.status == 1
    assert "aws_sqs_queue has no attribute" in tested.out


def test_the_same_finding_under_several_root_modules_is_listed_once(invoke: Invoke, toy: Toy, write: Write) -> None:
    call = 'module "queue" {\n  source = "../../queue"\n}\nprovider "aws" {\n  region = "eu-west-1"\n}\n'
    directory = write(queue__main_tf=BAD, roots__a__main_tf=call, roots__b__main_tf=call)
    done = invoke("scan", str(directory), *toy())
    assert done.out.count("because") == 1
    assert "roots/a and 1 more root module" in " ".join(done.out.split())
    roots = [
        item["root"] for item in json.loads(invoke("scan", str(directory), *toy(), "--format", "json").out)["findings"]
    ]
    assert [Path(root).name for root in roots] == ["a", "b"]


def test_explain_shows_values_as_terraform_writes_them(invoke: Invoke, write: Write) -> None:
    text = 'resource "aws_sagemaker_notebook_instance" "lab" {\n  root_access = "Enabled"\n}\n'
    told = invoke("explain", "aws_sagemaker_notebook_instance.lab", str(write(main_tf=text))).out
    assert '\n  root_access = "Enabled", from ' in told
    assert "\n  kms_key_id is not set, from " in told
