"""What terrafirm makes of a directory, sensitive values included: for comparisons, never for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terrafirm.app.read import read_targets
from terrafirm.model.value import Sensitive, TSet, Unknown, Value
from terrafirm.sources.hcl.inputs import Inputs

Path_ = tuple[str | int, ...]


def seen(directory: Path) -> dict[str, Any]:
    """As `terrafirm.app.show.show`, with what is sensitive shown and listed under `sensitive` by path."""
    resources, missed = [], []
    for inventory in read_targets([str(directory)], Inputs()):
        for resource in inventory.resources:
            if resource.mode == "managed":
                hidden: list[Path_] = []
                unknown: list[dict[str, Any]] = []
                names = sorted(resource.attribute_names())
                values = {name: _plain(resource.get(name), (name,), unknown, hidden) for name in names}
                found = {"address": resource.address, "values": values, "unknown": unknown, "sensitive": hidden}
                resources.append(found)
        missed.extend(inventory.not_evaluated)
    return {"resources": resources, "not_evaluated": missed}


def _plain(value: Value, at: Path_, unknown: list[dict[str, Any]], hidden: list[Path_]) -> Any:
    if type(value) is Unknown:
        unknown.append({"path": list(at), "why": value.why})
        return None
    if type(value) is Sensitive:
        hidden.append(at)
        return _plain(value.value, at, unknown, hidden)
    if isinstance(value, dict):
        return {key: _plain(value[key], (*at, key), unknown, hidden) for key in value}
    if isinstance(value, (list, tuple, TSet)):
        return [_plain(item, (*at, position), unknown, hidden) for position, item in enumerate(value)]
    return value
