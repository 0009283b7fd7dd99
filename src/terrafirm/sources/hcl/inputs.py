"""The root module's input values: tfvars files, ``--var``, ``--var-file`` and ``TF_VAR_*``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terrafirm.model.record import dataclass, field
from terrafirm.model.value import Sensitive, Value
from terrafirm.sources.hcl.bounded import read_bounded
from terrafirm.sources.hcl.config import MAX_FILE_BYTES
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.expression import SyntaxFault
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.parse import parse_expression, parse_file
from terrafirm.sources.hcl.run import Run
from terrafirm.sources.hcl.syntax import Fault, SourceFile
from terrafirm.sources.hcl.type_syntax import read_type


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user gives on the command line; ``environment`` is where ``TF_VAR_*`` come from.

    ``planned`` are decoded JSON values that a plan was made with: they give way to ``var_files`` and ``variables``.
    """

    variables: tuple[str, ...] = ()
    var_files: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    workspace: str = "default"
    planned: Mapping[str, Any] = field(default_factory=dict)


def read_inputs(run: Run, config: ModuleConfig, inputs: Inputs) -> list[Fault]:
    """Fill ``run.values`` in Terraform's order of precedence; files that cannot be read are returned."""
    faults: list[Fault] = []
    values: dict[str, Value] = {}
    for name in config.variables:
        text = inputs.environment.get(f"TF_VAR_{name}")
        if text is not None:
            values[name] = _from_text(run, config, name, text, faults, f"TF_VAR_{name}")
    for path in _automatic(config.directory):
        values.update(_read_file(path, config, faults))
    values.update({name: from_plain(value) for name, value in inputs.planned.items() if name in config.variables})
    for path in inputs.var_files:
        values.update(_read_file(path, config, faults))
    for item in inputs.variables:
        name, _, text = item.partition("=")
        values[name] = _from_text(run, config, name, text, faults, f"--var {name}")
    run.values.update(values)
    return faults


def _automatic(directory: Path) -> list[Path]:
    fixed = [directory / "terraform.tfvars", directory / "terraform.tfvars.json"]
    try:
        names = sorted(entry.name for entry in directory.iterdir())
    except OSError:
        names = []
    found = [directory / name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
    return [path for path in fixed if path.exists()] + found


def _read_file(path: Path, config: ModuleConfig, faults: list[Fault]) -> dict[str, Value]:
    shown = f"{config.shown}/{path.name}" if path.parent == config.directory and config.shown != "." else path.name
    if path.parent != config.directory:
        shown = str(path)
    try:
        text = read_bounded(path, MAX_FILE_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(shown, 0, 0, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
        return {}
    if path.name.endswith(".json"):
        return _from_json(text, shown, faults)
    file = SourceFile(shown, text)
    body, found = parse_file(file)
    faults.extend(found)
    scope = Module(Run(None, None), ModuleConfig(path.parent, shown))  # type: ignore[arg-type]
    values: dict[str, Value] = {}
    for name, attribute in body.attributes.items():
        try:
            values[name] = attribute.expr.ev(Env(scope))
        except EvalError as error:
            line, column = file.position(attribute.expr.start)
            faults.append(Fault(shown, line, column, f'the value of "{name}" must be a literal: {error}'))
    return values


def _from_json(text: str, shown: str, faults: list[Fault]) -> dict[str, Value]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        faults.append(Fault(shown, line, getattr(error, "colno", 0), f"is not valid JSON: {error}"))
        return {}
    if not isinstance(found, dict):
        faults.append(Fault(shown, 1, 1, "must hold one JSON object of variable values"))
        return {}
    return {name: from_plain(value) for name, value in found.items()}


def from_plain(value: Any) -> Value:
    """Decoded JSON as Terraform sees it: arrays are tuples, objects are objects, floats are exact decimals."""
    if isinstance(value, list):
        return tuple(from_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: from_plain(item) for key, item in value.items()}
    if isinstance(value, float):
        from decimal import Decimal

        from terrafirm.model.value import number

        return number(Decimal(repr(value)))
    return value


def _from_text(run: Run, config: ModuleConfig, name: str, text: str, faults: list[Fault], shown: str) -> Value:
    """A value from text: as it stands for string-like variables, else an HCL expression."""
    block = config.variables.get(name)
    declared = block.body.attributes.get("type") if block is not None else None
    if declared is None:
        return text
    scope = Module(run, config)
    try:
        wanted = read_type(declared.expr, scope.env)
    except EvalError:
        return text
    if isinstance(wanted, str):
        return text
    try:
        return parse_expression(text, shown).ev(scope.env)
    except (SyntaxFault, EvalError) as error:
        faults.append(Fault(shown, 0, 0, f"is not a valid value for its type: {error}"))
        return Sensitive(None)
