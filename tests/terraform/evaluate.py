"""Evaluate Terraform expressions with real Terraform, hundreds in a few runs."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.terraform.harness import Diagnostic, Terraform, TerraformError

_SENSITIVE = "Output refers to sensitive values"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What Terraform makes of one expression: a value, or an error.

    `value` is decoded JSON with fractions as Decimal; `type` is in JSON type syntax, and None where part of
    the value is unknown. `unknown` is True for a wholly unknown value, else False or the unknown parts by key
    or index.
    """

    value: Any = None
    type: Any = None
    unknown: Any = False
    sensitive: bool = False
    error: str | None = None


def evaluate(
    terraform: Terraform,
    expressions: Sequence[str],
    definitions: str = "",
    files: Mapping[str, str] | None = None,
    beside: Path | None = None,
) -> list[Evaluated]:
    """The result of each expression, in order.

    `definitions` is HCL the expressions may refer to (locals, variables with defaults, resources); `files`
    are text files under `path.module`; what is in the directory `beside` is copied there, too. Each expression
    becomes an output in a file of its own, so one plan
    names all that are wrong at the same stage; the rest is planned again. Raises TerraformError where the
    definitions are at fault.
    """
    with tempfile.TemporaryDirectory(prefix="evaluate-") as name:
        directory = Path(name)
        if beside is not None:
            shutil.copytree(beside, directory, dirs_exist_ok=True)
        for path, text in (files or {}).items():
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_text(text, "utf-8")
        if definitions:
            (directory / "definitions.tf").write_text(definitions, "utf-8")
            terraform.init(directory)
        for number, expression in enumerate(expressions):
            _write(directory, number, expression, sensitive=False)
        return _settle(terraform, directory, expressions)


def _settle(terraform: Terraform, directory: Path, expressions: Sequence[str]) -> list[Evaluated]:
    """Plan until nothing is refused: each round removes what Terraform names, or marks it sensitive."""
    errors: dict[int, str] = {}
    sensitive: set[int] = set()
    while True:
        try:
            plan = terraform.plan(directory)
        except TerraformError as refused:
            blamed = _blamed(refused.diagnostics, directory)
            if not blamed:
                raise
            for number, diagnostic in blamed.items():
                if diagnostic.summary == _SENSITIVE and number not in sensitive:
                    sensitive.add(number)
                    _write(directory, number, expressions[number], sensitive=True)
                else:
                    errors[number] = f"{diagnostic.summary}: {diagnostic.detail}"
                    _path(directory, number).unlink()
        else:
            break
    return [
        Evaluated(error=errors[n]) if n in errors else _result(plan, f"e{n}", n in sensitive)
        for n in range(len(expressions))
    ]


def _blamed(diagnostics: Sequence[Diagnostic], directory: Path) -> dict[int, Diagnostic]:
    """The first error of each expression."""
    blamed: dict[int, Diagnostic] = {}
    for diagnostic in diagnostics:
        stem = Path(diagnostic.filename or "").stem
        if stem[:1] == "e" and stem[1:].isdigit() and _path(directory, int(stem[1:])).exists():
            blamed.setdefault(int(stem[1:]), diagnostic)
    return blamed


def _result(plan: dict[str, Any], output: str, sensitive: bool) -> Evaluated:
    change = plan["output_changes"][output]
    planned = plan["planned_values"]["outputs"][output]
    return Evaluated(change.get("after"), planned.get("type"), change["after_unknown"], sensitive)


def _write(directory: Path, number: int, expression: str, *, sensitive: bool) -> None:
    mark = "  sensitive = true\n" if sensitive else ""
    # The parentheses let an expression span lines.
    _path(directory, number).write_text(f'output "e{number}" {{\n{mark}  value = (\n{expression}\n  )\n}}\n', "utf-8")


def _path(directory: Path, number: int) -> Path:
    return directory / f"e{number}.tf"
