"""Find the rule pack, modules and templates: inside the installed package, else in the checkout."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The directory of shipped data called ``name`` (``rules``, ``modules``, ``templates``)."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def rule_files(directory: Path) -> list[Path]:
    """Every rule file below a pack's directory, sorted; catalogue and role files are not rules."""
    found: list[str] = []
    for folder, folders, names in os.walk(directory):
        if folder == str(directory):
            folders[:] = [name for name in folders if name != "controls"]
            continue
        found.extend(f"{folder}/{name}" for name in names if name.endswith(".yaml"))
    return [Path(path) for path in sorted(found)]
