"""Copy the modules that a repository uses, and what those use, out of the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from terrafirm.rulepack.locate import shipped

_SOURCE = re.compile(r'^\s*source\s*=\s*"\.\./([a-z0-9-]+)"', re.MULTILINE)
_RESOURCE = re.compile(r'^resource "([a-z0-9_]+)" "([a-z0-9_]+)"', re.MULTILINE)


def module_directory(cloud: str, name: str) -> Path:
    """Where a module ships."""
    return shipped("modules") / cloud / name


def module_names(cloud: str) -> list[str]:
    """The modules of a cloud, or of ``kubernetes``."""
    return sorted(path.parent.name for path in (shipped("modules") / cloud).glob("*/variables.tf"))


def with_dependencies(cloud: str, names: Iterable[str]) -> list[str]:
    """The modules named and all that they call, sorted."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [called for text in _sources(cloud, name) for called in _SOURCE.findall(text)]
    return sorted(found)


def module_files(cloud: str, name: str) -> dict[str, str]:
    """A module's own files by name; its tests and examples stay behind."""
    paths = sorted(path for path in module_directory(cloud, name).iterdir() if path.is_file())
    return {path.name: path.read_text(encoding="utf-8") for path in paths if not path.name.startswith(".")}


def page(cloud: str, name: str) -> str:
    """A module's own page, in Markdown."""
    return (module_directory(cloud, name) / "README.md").read_text(encoding="utf-8")


def summary(cloud: str, name: str) -> str:
    """What a module is for: the first paragraph of its page, as one line."""
    paragraphs = page(cloud, name).split("\n\n")
    return " ".join(next(text for text in paragraphs if not text.startswith("#")).split())


def resources(cloud: str, name: str) -> list[tuple[str, str]]:
    """Type and name of the resources that a module declares, sorted."""
    return sorted({pair for text in _sources(cloud, name) for pair in _RESOURCE.findall(text)})


def _sources(cloud: str, name: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(module_directory(cloud, name).glob("*.tf"))]
