"""Functions and expressions give what the real Terraform gives, errors included."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from terrafirm.app.show import plain_value
from terrafirm.model.types import type_of
from terrafirm.model.value import Unknown, bare, first_unknown
from terrafirm.sources.hcl.source import root_of_text
from tests.terraform.evaluate import Evaluated, evaluate
from tests.terraform.harness import Terraform

CASES = Path(__file__).parent.parent / "unit" / "functions" / "console_cases.txt"
FILES = CASES.parent / "console"
OPERATORS = Path(__file__).parent / "expressions.txt"


def expressions(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def ours(texts: list[str]) -> list[tuple[Any, list[str]]]:
    """Each expression's value here, and what was reported while computing it."""
    results = []
    for text in texts:
        root = root_of_text(f"locals {{\n  it = {text}\n}}\n", "case.tf", FILES)
        value = root.local("it") if "it" in root.config.locals else None
        results.append((value, [item.why for item in root.run.not_evaluated] + [f.why for f in root.config.faults]))
    return results


def differences(texts: list[str], theirs: list[Evaluated]) -> tuple[list[str], int, int]:
    """Wrong results; how many values Terraform knows; how many of those are unknown here."""
    wrong, known, undecided = [], 0, 0
    for text, (value, problems), other in zip(texts, ours(texts), theirs, strict=True):
        if other.error is not None:
            # a limit of ours, or an unknown with a reason, is no known value: only inventing one is wrong
            if not problems and first_unknown(value) is None:
                wrong.append(f"{text}: {value!r}; Terraform: error {other.error}")
            continue
        if other.unknown is not False:
            continue
        if problems:
            wrong.append(f"{text}: {problems[0]}; Terraform: {other.value!r}")
            continue
        known += 1
        if first_unknown(value) is not None:
            undecided += 1
        elif not same(plain_value(bare(value)), other.value):
            wrong.append(f"{text}: {value!r} ({type_of(value)}); Terraform: {other.value!r} ({other.type})")
    return wrong, known, undecided


def same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(same(mine[key], theirs[key]) for key in mine)
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(same(one, other) for one, other in zip(mine, theirs, strict=True))
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    numbers = (int, float, Decimal)
    if isinstance(mine, numbers) and isinstance(theirs, numbers):
        return float(mine) == float(theirs)
    return type(mine) is type(theirs) and bool(mine == theirs)


def test_functions_agree_with_terraform(terraform: Terraform) -> None:
    texts = expressions(CASES)
    wrong, known, undecided = differences(texts, evaluate(terraform, texts, beside=FILES))
    assert not wrong
    assert undecided < 0.02 * known


def test_operators_and_syntax_agree_with_terraform(terraform: Terraform) -> None:
    texts = expressions(OPERATORS)
    wrong, known, undecided = differences(texts, evaluate(terraform, texts))
    assert not wrong
    assert not undecided
    assert known > 100


def test_an_unknown_stays_unknown_with_its_reason() -> None:
    root = root_of_text('variable "x" {}\nlocals {\n  it = upper("a${var.x}")\n}\n', "case.tf")
    value = root.local("it")
    assert isinstance(value, Unknown)
    assert value.why == 'variable "x" has no value'
