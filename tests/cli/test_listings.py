"""Rules, blueprints and modules can be looked up, by people and by programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

ROOT = Path(__file__).resolve().parents[2]


def test_every_shipped_module_is_listed(invoke: Invoke) -> None:
    listed = json.loads(invoke("modules", "list", "--format", "json").out)["modules"]
    shipped = {
        path.parent.relative_to(ROOT / "modules").as_posix() for path in (ROOT / "modules").glob("*/*/versions.tf")
    }
    assert {item["name"] for item in listed} == shipped
    assert all(item["summary"] and item["resources"] for item in listed)


def test_modules_of_one_cloud_are_listed(invoke: Invoke) -> None:
    lines = invoke("modules", "list", "--cloud", "kubernetes").out.splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["kubernetes/inference", "kubernetes/namespace"]
    assert lines[-1] == "2 modules"


def test_a_module_shows_its_page(invoke: Invoke) -> None:
    page = (ROOT / "modules" / "aws" / "bucket" / "README.md").read_text(encoding="utf-8")
    assert page in invoke("modules", "show", "aws/bucket").out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("modules", "show", "bucket"), "it is aws/bucket"),
        (("modules", "show", "nothing"), "terrafirm modules list"),
        (("modules", "list", "--cloud", "other"), "'aws', 'azure', 'google', 'kubernetes'"),
        (("blueprints", "show", "other"), "the blueprints are"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(invoke: Invoke, arguments: tuple[str, ...], hint: str) -> None:
    done = invoke(*arguments)
    assert done.status == 2
    assert hint in done.err


def test_every_blueprint_is_listed_with_its_clouds(invoke: Invoke) -> None:
    listed = json.loads(invoke("blueprints", "list", "--format", "json").out)["blueprints"]
    assert {item["name"] for item in listed} == {
        path.parent.name for path in (ROOT / "templates").glob("*/blueprint.yaml")
    }
    assert all(set(item["clouds"]) <= {"aws", "azure", "google"} for item in listed)


def test_a_blueprint_shows_its_modules_and_questions(invoke: Invoke) -> None:
    shown = invoke("blueprints", "show", "rag").out
    assert "vector-store" in shown
    assert "environments" in shown
    assert "terrafirm new rag DIR --cloud" in shown
