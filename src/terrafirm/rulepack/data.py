"""The documents of the pack beside its rules: roles, reachability, access, measures."""

from __future__ import annotations

from typing import Any

from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.remembered import files_digest, remembered


def shipped_data(name: str) -> Any:
    """What ``rules/NAME.yaml`` holds; raises :class:`terrafirm.model.errors.RuleError`."""
    path = shipped("rules") / f"{name}.yaml"

    def read() -> Any:
        from terrafirm.rulepack.strict_yaml import read_yaml_file

        return read_yaml_file(path, f"rules/{name}.yaml")

    return remembered(name, files_digest(path.parent, [path]), read)
