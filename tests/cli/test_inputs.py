"""Values for the variables of a root module, and its workspace: as Terraform takes them, or a clear message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke

Write = Callable[..., Path]
Toy = Callable[..., list[str]]

TEXT = 'variable "x" {\n  %s\n}\nresource "aws_sqs_queue" "q" {\n  name = jsonencode(var.x)\n}\n'


def shown(invoke: Invoke, directory: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(invoke("show", str(directory), *options).out)
    return found


def name_of(found: dict[str, Any]) -> Any:
    return json.loads(found["resources"][0]["values"]["name"])


@pytest.mark.parametrize(
    ("declared", "given", "value"),
    [
        ("", "[1, 2]", "[1, 2]"),
        ("type = string", "[1, 2]", "[1, 2]"),
        ("type = any", "[1, 2]", [1, 2]),
        ("type = any", '{ a = "b" }', {"a": "b"}),
        ("type = any", '"text"', "text"),
        ("type = map(number)", '{ a = "1" }', {"a": 1}),
        ("type = list(object({ n = number, on = optional(bool, true) }))", "[{ n = 1 }]", [{"n": 1, "on": True}]),
        ("type = list(number)", "[for n in [1, 2] : n * 2]", [2, 4]),
    ],
)
@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_declared_type_says_how_a_value_is_read(
    invoke: Invoke, write: Write, monkeypatch: pytest.MonkeyPatch, declared: str, given: str, value: object, way: str
) -> None:
    directory = write(main_tf=TEXT % declared)
    if way == "environment":
        monkeypatch.setenv("TF_VAR_x", given)
    options = ["--var", f"x={given}"] if way == "option" else []
    assert name_of(shown(invoke, directory, *options)) == value


@pytest.mark.parametrize("given", ["hello", "[1, 2", 'file("/etc/passwd")', "var.x"])
def test_a_value_that_terraform_refuses_is_named(invoke: Invoke, write: Write, given: str) -> None:
    done = invoke("show", str(write(main_tf=TEXT % "type = any")), "--var", f"x={given}")
    assert done.status == 2
    (missed,) = json.loads(done.out)["not_evaluated"]
    assert missed["path"] == "--var x"
    assert "not a valid value" in missed["why"]


@pytest.mark.parametrize(
    ("values", "line", "said"),
    [
        ('y = 1\nx = file("/etc/hostname")\n', 2, "Function calls not allowed"),
        ('x = join("", [for a in [1] : a])\n', 1, "Function calls not allowed"),
        ("x = terraform.workspace\n", 1, "Variables not allowed"),
        ("x = true ? 1 : var.y\n", 1, "Variables not allowed"),
        ("x = 1\nlocals {}\n", 2, 'Unexpected "locals" block'),
    ],
)
def test_a_file_of_values_holds_literals_only(invoke: Invoke, write: Write, values: str, line: int, said: str) -> None:
    directory = write(main_tf=TEXT % "", **{"terraform.tfvars": values})
    done = invoke("show", str(directory))
    assert done.status == 2
    (missed,) = json.loads(done.out)["not_evaluated"]
    assert (missed["path"].endswith("terraform.tfvars"), missed["line"]) == (True, line)
    assert said in missed["why"]


def test_a_loop_over_literals_is_a_literal(invoke: Invoke, write: Write) -> None:
    directory = write(main_tf=TEXT % "", **{"terraform.tfvars": 'x = [for a in ["b"] : "${a}c"]\n'})
    assert name_of(shown(invoke, directory)) == ["bc"]


def test_a_value_for_a_variable_that_nothing_declares_is_named(invoke: Invoke, write: Write, toy: Toy) -> None:
    one, two = (
        write("one", main_tf=TEXT % ""),
        write("two", main_tf=(TEXT % "").replace('"x"', '"y"').replace(".x", ".y")),
    )
    done = invoke("scan", str(one), *toy(), "--var", "X=1")
    assert done.status == 2
    assert 'no root module here declares a variable "X"' in " ".join(done.out.split())
    for jobs in ("1", "2"):
        options = ["--var", "y=1", "--fail-on", "none", "--jobs", jobs, "--no-cache"]
        assert invoke("scan", str(one), str(two), *toy(), *options).status == 0


def test_the_workspace_that_was_selected_is_the_one(
    invoke: Invoke, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'resource "aws_sqs_queue" "q" {\n  name = jsonencode(terraform.workspace)\n}\n'
    directory = write(main_tf=text)
    assert name_of(shown(invoke, directory)) == "default"
    write(**{".terraform__environment": "staging"})
    assert name_of(shown(invoke, directory)) == "staging"
    monkeypatch.setenv("TF_WORKSPACE", "production")
    assert name_of(shown(invoke, directory)) == "production"
    assert name_of(shown(invoke, directory, "--workspace", "trial")) == "trial"


def test_selecting_another_workspace_is_another_scan(invoke: Invoke, write: Write, toy: Toy) -> None:
    text = 'resource "aws_sqs_queue" "q" {\n  name = terraform.workspace\n}\n'
    directory = write(main_tf=text, **{".terraform__environment": "good"})
    assert [invoke("scan", str(directory), *toy()).status for _ in range(2)] == [0, 0]
    write(**{".terraform__environment": "bad"})
    assert invoke("scan", str(directory), *toy()).status == 1
