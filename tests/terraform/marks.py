"""Find values that Terraform marks as sensitive and terrafirm does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def unmarked(seen: dict[str, Any], plan: dict[str, Any]) -> Iterator[str]:
    """Where terrafirm would show what the plan hides; `seen` is what `tests.terraform.seen` gives."""
    mine = {item["address"]: item for item in seen["resources"]}
    for change in plan.get("resource_changes", []):
        if change["mode"] == "managed" and change["address"] in mine:
            for path in _marked(change["change"].get("after_sensitive") or False):
                if not _is_hidden(mine[change["address"]], path):
                    yield f"{change['address']}.{'.'.join(map(str, path))}"


def _marked(flags: Any, at: Path = ()) -> Iterator[Path]:
    """The paths that a plan's `after_sensitive` marks."""
    if flags is True:
        yield at
    elif isinstance(flags, dict):
        for name, inner in flags.items():
            yield from _marked(inner, (*at, name))
    elif isinstance(flags, list):
        for position, inner in enumerate(flags):
            yield from _marked(inner, (*at, position))


def _is_hidden(mine: dict[str, Any], path: Path) -> bool:
    """Whether the value at a path is null, not known, or stands inside something sensitive."""
    closed = {*mine["sensitive"], *(tuple(item["path"]) for item in mine["unknown"])}
    if any(path[:length] in closed for length in range(1, len(path) + 1)):
        return True
    value = mine["values"]
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return True
    found = [
        inner is None or any(leaf[:length] in closed for length in range(1, len(leaf) + 1))
        for leaf, inner in _leaves(value, path)
    ]
    # Terraform marks all of a set for a mark inside it; terrafirm marks what is inside
    return any(found) if isinstance(value, list) else all(found)


def _leaves(value: Any, at: Path) -> Iterator[tuple[Path, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield at, value
    else:
        for key, inner in items:
            yield from _leaves(inner, (*at, key))
