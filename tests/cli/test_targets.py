"""What is at the places a scan is given: each is judged once, and none is passed over in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Invoke

Toy = Callable[..., list[str]]
Write = Callable[..., Path]

QUEUE = 'resource "aws_sqs_queue" "q" {\n  name = "bad"\n}\n'
CALL = 'module "m" {\n  source = "../%s"\n}\n'


def said(done: Done) -> str:
    return " ".join(done.out.split())


def test_a_module_is_judged_in_its_caller_wherever_the_two_were_asked_for(
    invoke: Invoke, toy: Toy, write: Write
) -> None:
    module, caller = write("module", main_tf=QUEUE), write("caller", main_tf=CALL % "module")
    for targets in ([str(caller), str(module)], [str(module), str(caller)]):
        report = json.loads(invoke("scan", *targets, *toy(), "--format", "json").out)
        assert [finding["address"] for finding in report["findings"]] == ["module.m.aws_sqs_queue.q"]


def test_a_place_asked_for_twice_is_judged_once(invoke: Invoke, toy: Toy, write: Write, tmp_path: Path) -> None:
    inner = write("all/one", main_tf=QUEUE)
    targets = [str(tmp_path / "all"), str(inner), str(inner / ".." / "one")]
    report = json.loads(invoke("scan", *targets, *toy(), "--format", "json").out)
    assert (len(report["findings"]), report["summary"]["resources"]) == (1, 1)


def test_places_below_the_current_directory_are_named_from_it(
    invoke: Invoke, toy: Toy, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = write("stack", main_tf=QUEUE)
    monkeypatch.chdir(tmp_path)
    for target in (str(directory), "stack", f"../{tmp_path.name}/stack"):
        (finding,) = json.loads(invoke("scan", target, *toy(), "--format", "json").out)["findings"]
        assert finding["path"] == "stack/main.tf"
    monkeypatch.chdir(directory)
    for target in (str(directory), "."):
        (finding,) = json.loads(invoke("scan", target, *toy(), "--format", "json").out)["findings"]
        assert finding["path"] == "main.tf"
    (finding,) = json.loads(invoke("scan", str(write("other", main_tf=QUEUE)), *toy(), "--format", "json").out)[
        "findings"
    ]
    assert finding["path"] == str(tmp_path / "other" / "main.tf")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_place_without_terraform_is_named(
    invoke: Invoke, toy: Toy, write: Write, tmp_path: Path, jobs: str
) -> None:
    (tmp_path / "empty").mkdir()
    directory = str(write(main_tf=QUEUE.replace("bad", "good")))
    done = invoke("scan", directory, str(tmp_path / "empty"), *toy(), "--jobs", jobs)
    assert done.status == 2
    assert "empty: nothing here is Terraform" in said(done)
    assert invoke("scan", str(tmp_path / "empty"), *toy(), "--jobs", jobs).status == 2


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("live__terragrunt.hcl", "Terragrunt is not run"),
        ("components.tfcomponent.hcl", "a Terraform stack is not evaluated"),
        ("deployments.tfdeploy.hcl", "a Terraform stack is not evaluated"),
    ],
)
def test_what_other_tools_configure_is_remarked_on(
    invoke: Invoke, toy: Toy, write: Write, name: str, remark: str
) -> None:
    good = QUEUE.replace("bad", "good")
    directory = write(main_tf=good)
    assert invoke("scan", str(directory), *toy()).status == 0
    write(**{name: "inputs = {}\n"})
    done = invoke("scan", str(directory), *toy())
    assert done.status == 0
    assert f"(note) {directory}" in said(done)
    assert remark in said(done)


def test_tests_of_modules_are_no_configuration(invoke: Invoke, toy: Toy, write: Write) -> None:
    directory = write(main_tf=QUEUE.replace("bad", "good"), **{"x.tftest.hcl": "run {\n", "y.tfquery.hcl": "list {\n"})
    done = invoke("scan", str(directory), *toy())
    assert (done.status, "ot evaluated" in done.out) == (0, False)


def test_show_ends_well_where_there_is_only_a_note(invoke: Invoke, write: Write) -> None:
    done = invoke("show", str(write(main_tf=QUEUE, **{"terragrunt.hcl": ""})))
    assert done.status == 0
    assert [item["fatal"] for item in json.loads(done.out)["not_evaluated"]] == [False]


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ('[severities]\ntoy-queue-nam = "low"\n', 'there is no "toy-queue-nam"; is "toy-queue-name" meant?'),
        ('[owners]\nretentoin = "somebody"\n', 'there is no "retentoin"; is "retention" meant?'),
        ('fail-on = "low"\nfail_on = "none"\n', "is set twice"),
    ],
)
def test_settings_of_what_does_not_exist_are_refused(
    invoke: Invoke, toy: Toy, write: Write, settings: str, wrong: str
) -> None:
    done = invoke("scan", str(write(main_tf=QUEUE, **{"terrafirm.toml": settings})), *toy())
    assert done.status == 2
    assert wrong in done.err
