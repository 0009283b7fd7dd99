"""The control catalogues of ``rules/controls/``: which ids exist, and what they are called."""

from __future__ import annotations

from functools import cache
from typing import Any

from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.strict_yaml import read_yaml_file


@cache
def catalogues() -> dict[str, dict[str, Any]]:
    """Every catalogue by framework name; raises :class:`terrafirm.model.errors.RuleError`."""
    directory = shipped("rules") / "controls"
    found = {}
    for path in sorted(directory.glob("*.yaml")):
        raw = read_yaml_file(path, f"rules/controls/{path.name}")
        found[raw["framework"]] = raw
    return found


@cache
def control_ids() -> dict[str, frozenset[str]]:
    """The valid control ids of each framework."""
    return {name: frozenset(raw["controls"]) for name, raw in catalogues().items()}
