"""The root module's input values: tfvars files, ``--var``, ``--var-file`` and ``TF_VAR_*``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from terrafirm.model.record import dataclass, field
from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.bounded import read_bounded
from terrafirm.sources.hcl.calls import Call
from terrafirm.sources.hcl.config import MAX_FILE_BYTES
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError, LimitReached
from terrafirm.sources.hcl.expression import SyntaxFault
from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.links import LEADS_OUT, leads_out
from terrafirm.sources.hcl.loops import For
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.nodes import Name, walk
from terrafirm.sources.hcl.parse import parse_expression, parse_file
from terrafirm.sources.hcl.run import NO_WORKSPACE, Run
from terrafirm.sources.hcl.syntax import Fault, Node, SourceFile
from terrafirm.sources.hcl.type_syntax import read_type

#: Bytes the name of a workspace may have.
_MAX_NAME = 1000


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the user gives on the command line; ``environment`` is where ``TF_VAR_*`` come from.

    ``planned`` are decoded JSON values that a plan was made with: they give way to ``var_files`` and ``variables``.
    ``workspace`` is empty where none was chosen. ``declared`` gathers the variables of all that was read with these
    inputs.
    """

    variables: tuple[str, ...] = ()
    var_files: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    workspace: str = ""
    planned: Mapping[str, Any] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)

    def undeclared(self) -> list[str]:
        """The names given as ``variables`` that nothing declares which was read."""
        names = [item.partition("=")[0] for item in self.variables]
        return [name for name in dict.fromkeys(names) if name not in self.declared]


def selected_workspace(directory: Path, files: FileAccess, homes: Iterable[str]) -> str:
    """The workspace that ``terraform workspace select`` chose in a root module's directory.

    https://developer.hashicorp.com/terraform/language/state/workspaces
    """
    path = directory / ".terraform" / "environment"
    files.note("content", path)
    try:
        chosen = "" if homes and leads_out(path, homes) else read_bounded(path, _MAX_NAME).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        chosen = ""
    return chosen or NO_WORKSPACE


def read_inputs(run: Run, config: ModuleConfig, inputs: Inputs) -> list[Fault]:
    """Fill ``run.values`` in Terraform's order of precedence; files that cannot be read are returned."""
    faults: list[Fault] = []
    values: dict[str, Value] = {}
    for name in config.variables:
        text = inputs.environment.get(f"TF_VAR_{name}")
        if text is not None:
            values[name] = _from_text(run, config, name, text, faults, f"TF_VAR_{name}")
    for path in _automatic(config.directory):
        if run.cache.homes and leads_out(path, run.cache.homes):
            faults.append(Fault(_shown(path, config), 0, 0, LEADS_OUT))
        else:
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
    shown = _shown(path, config)
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
    for block in body.blocks:
        why = f'Unexpected "{block.type}" block: a file of values holds arguments only'
        faults.append(Fault(shown, *file.position(block.start), why))
    values: dict[str, Value] = {}
    for name, attribute in body.attributes.items():
        try:
            values[name] = _literal(attribute.expr)
        except (EvalError, LimitReached) as error:
            line, column = file.position(attribute.expr.start)
            faults.append(Fault(shown, line, column, f'the value of "{name}" must be a literal: {error}'))
    return values


def _shown(path: Path, config: ModuleConfig) -> str:
    if path.parent != config.directory:
        return str(path)
    return f"{config.shown}/{path.name}" if config.shown != "." else path.name


def _literal(node: Node) -> Value:
    """The value of an expression that refers to nothing and calls nothing. Raises :class:`EvalError` for another."""
    bound: set[str] = set()
    for inner in walk(node):
        if isinstance(inner, Call):
            raise EvalError("Function calls not allowed: functions may not be called here")
        if isinstance(inner, For):
            bound.update(name for name in (inner.key_name, inner.value_name) if name is not None)
        elif isinstance(inner, Name) and inner.root not in bound:
            raise EvalError(f'Variables not allowed: "{inner.root}" may not be used here')
    return node.ev(Env(Module(Run(None, None), ModuleConfig(Path(), ""))))  # type: ignore[arg-type]


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
    if isinstance(wanted, str) and wanted != "any":
        return text
    try:
        return _literal(parse_expression(text, shown))
    except (SyntaxFault, EvalError, LimitReached) as error:
        faults.append(Fault(shown, 0, 0, f"is not a valid value for its type: {error}"))
        return Sensitive(Unknown(f"{shown} is not valid", "error", type=wanted))
