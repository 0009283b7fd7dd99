"""The control catalogues of ``rules/controls/``: which ids exist, and what they are called."""

from __future__ import annotations

from functools import cache
from typing import Any

from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.remembered import files_digest, remembered


@cache
def catalogue(framework: str) -> dict[str, Any]:
    """One framework's catalogue; raises :class:`terrafirm.model.errors.RuleError`."""
    path = shipped("rules") / "controls" / f"{framework}.yaml"

    def read() -> Any:
        from terrafirm.rulepack.strict_yaml import read_yaml_file

        return read_yaml_file(path, f"rules/controls/{path.name}")

    found: dict[str, Any] = remembered(f"controls-{framework}", files_digest(path.parent, [path]), read)
    return found


def catalogues() -> dict[str, dict[str, Any]]:
    """Every catalogue by framework name."""
    return {path.stem: catalogue(path.stem) for path in sorted((shipped("rules") / "controls").glob("*.yaml"))}


@cache
def control_ids() -> dict[str, frozenset[str]]:
    """The valid control ids of each framework."""
    return {name: frozenset(raw["controls"]) for name, raw in catalogues().items()}
