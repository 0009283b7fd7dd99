"""The evaluated resources as plain data: what ``terrafirm show`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from terrafirm.app.read import read_targets, undeclared
from terrafirm.model.resource import NotEvaluated, Resource
from terrafirm.model.value import Sensitive, TSet, Unknown, Value
from terrafirm.sources.hcl.inputs import Inputs

_Path = tuple[str | int, ...]


def show(targets: list[str], inputs: Inputs) -> dict[str, Any]:
    """Every managed resource with its values; unknown and sensitive ones are listed by path with the reason."""
    resources: list[dict[str, Any]] = []
    missed: list[NotEvaluated] = []
    configured = False
    for inventory in read_targets(targets, inputs):
        configured = configured or inventory.kind == "hcl"
        resources.extend(_shown(item) for item in inventory.resources if item.mode == "managed")
        missed.extend(inventory.not_evaluated)
    if configured:
        missed.extend(undeclared(inputs))
    return {
        "resources": resources,
        "not_evaluated": [
            {"path": item.path, "line": item.line, "why": item.why, "fatal": item.fatal} for item in missed
        ],
    }


def _shown(resource: Resource) -> dict[str, Any]:
    unknown: list[dict[str, Any]] = []
    values = {name: _plain(resource.get(name), (name,), unknown) for name in _names(resource)}
    location = resource.location
    return {
        "address": resource.address,
        "type": resource.type,
        "values": values,
        "unknown": unknown,
        "path": location.path,
        "line": location.line,
    }


def plain_value(value: Value) -> Any:
    """The JSON-able form of one value; unknown and sensitive parts are null."""
    return _plain(value, (), [])


def _names(resource: Resource) -> Iterable[str]:
    return sorted(resource.attribute_names())


def _plain(value: Value, at: _Path, unknown: list[dict[str, Any]]) -> Any:
    """A JSON-able form; what is unknown or sensitive is null and listed in ``unknown``."""
    if type(value) is Unknown:
        unknown.append({"path": list(at), "why": value.why})
        return None
    if type(value) is Sensitive:
        unknown.append({"path": list(at), "why": "sensitive: not shown"})
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(value[key], (*at, key), unknown) for key in value}
    if isinstance(value, (list, tuple, TSet)):
        return [_plain(item, (*at, position), unknown) for position, item in enumerate(value)]
    return value
