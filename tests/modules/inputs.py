"""Inputs that a module's variables allow: other values for each, of its type and within its validation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from terrafirm.model.types import Type
from terrafirm.model.value import TSet, Unknown, Value, bare, first_unknown
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.nodes import Lit, walk

NUMBERS = (0, 1, 2, 3, 7, 30, 90, 365, 400, 3650, 10_000)


def alternatives(module: Module) -> dict[str, list[Any]]:
    """What each variable may be given instead, in JSON, before validation."""
    found: dict[str, list[Any]] = {}
    for name, block in module.config.variables.items():
        value = module.variable(name)
        if first_unknown(value) is not None:
            continue
        texts = [
            node.value
            for inner in block.body.blocks
            for attribute in inner.body.attributes.values()
            for node in walk(attribute.expr)
            if isinstance(node, Lit) and isinstance(node.value, str) and attribute is inner.body.attributes["condition"]
        ]
        nullable = block.body.attributes.get("nullable")
        options = list(_others(module.variable_type(name), plain(value), texts))
        if nullable is None:
            options.append(None)
        if options:
            found[name] = options
    return found


def plain(value: Value) -> Any:
    """A known value as JSON has it."""
    value = bare(value)
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in value}
    if isinstance(value, TSet):
        return [plain(item) for item in value.items]
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, bool)):
        return value
    return float(value) if value != int(value) else int(value)


def _others(kind: Type, value: Any, texts: list[str]) -> Iterator[Any]:
    if kind == "bool":
        yield from (True, False)
    elif kind == "number":
        yield from NUMBERS
    elif kind == "string":
        yield from texts
    elif isinstance(kind, tuple) and value is not None:
        yield from _other_parts(kind, value, texts)


def _other_parts(kind: tuple[Any, ...], value: Any, texts: list[str]) -> Iterator[Any]:
    if kind[0] in ("list", "set"):
        yield from ([], value[:1])
        yield from ([other] for item in value[:1] for other in _others(kind[1], item, texts))
    elif kind[0] == "map":
        yield {}
        for key in list(value)[:2]:
            yield from ({**value, key: other} for other in _others(kind[1], value[key], texts))
    elif kind[0] == "object":
        for key, inner in kind[1].items():
            yield from ({**value, key: other} for other in _others(inner, value.get(key), texts))


def is_allowed(module: Module) -> bool:
    """Whether the module takes its inputs: they convert to the types, and every validation holds."""
    for name, block in module.config.variables.items():
        try:
            if type(bare(module.variable(name))) is Unknown:
                return False
            for inner in block.body.blocks:
                condition = inner.body.attributes["condition"]
                if bare(module.run.value(condition.expr, module.env, condition.file)) is not True:
                    return False
        except EvalError:
            return False
    return not module.run.not_evaluated
