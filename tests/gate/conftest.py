"""Plans made by the real Terraform, and a rule pack of one rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from terrafirm.app.scan import ScanOptions
from tests.cli.conftest import TOY_RULE, invoke
from tests.terraform.harness import Json, Terraform

__all__ = ["invoke"]

MakePlan = Callable[..., Path]


@pytest.fixture
def options(tmp_path: Path) -> ScanOptions:
    place = tmp_path / "pack" / "toy" / "queue"
    place.mkdir(parents=True)
    (place / "name.yaml").write_text(TOY_RULE.format(severity="high"), encoding="utf-8")
    return ScanOptions(select=("toy-*",), rule_directories=(tmp_path / "pack",))


@pytest.fixture
def toy(options: ScanOptions) -> list[str]:
    """The same as options of the command line."""
    return ["--rules", str(options.rule_directories[0]), "--select", "toy-*"]


@pytest.fixture
def make_plan(terraform: Terraform, tmp_path: Path) -> Iterator[MakePlan]:
    """Apply some files (name=text), write others, and plan them; the plan lies beside the code.

    ``outside`` is what changes without Terraform in between; other options are those of ``Terraform.plan``.
    """
    directory = tmp_path / "stack"

    def make(
        before: dict[str, str],
        after: dict[str, str],
        *,
        outside: dict[str, Any] | None = None,
        vars: dict[str, str] | None = None,
        **given: Any,
    ) -> Path:
        _write(directory, before)
        terraform.init(directory)
        if before:
            terraform.plan(directory, vars=vars)
            terraform.apply(directory)
        _write(directory, after)
        terraform.init(directory)
        terraform.providers.outside.update(outside or {})
        document: Json = terraform.plan(directory, vars=vars, **given)
        place = directory / "plan.json"
        place.write_text(json.dumps(document, default=float), encoding="utf-8")
        return place

    yield make
    terraform.providers.outside.clear()


def _write(directory: Path, files: dict[str, str]) -> None:
    directory.mkdir(exist_ok=True)
    for name, text in files.items():
        place = directory / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
