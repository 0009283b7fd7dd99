"""The modules and their examples, and the module under test inside an example."""

from __future__ import annotations

import os
import re
from pathlib import Path

from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.run import ConfigCache, Run, allow_deep_recursion

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.parent for path in (ROOT / "modules").glob("*/*/versions.tf"))
EXAMPLES = sorted(path.parent for path in (ROOT / "modules").glob("*/*/examples/*/main.tf"))


def name_of(path: Path) -> str:
    """How a test names a module or an example: its path below `modules/`."""
    return path.relative_to(ROOT / "modules").as_posix()


def root_module(directory: Path) -> Module:
    """A root module with nothing evaluated yet."""
    allow_deep_recursion()
    cache = ConfigCache()
    run = Run(FileAccess(directory, [directory]), cache)
    return Module(run, cache.get(directory, "."))


def call_under_test(root: Module, module: Path) -> tuple[str, Module]:
    """The call of ``module`` in an example: its name, and the called module."""
    for name in root.config.calls:
        children = root.children(name)
        assert isinstance(children, dict)
        for child in children.values():
            if child.config.directory == module:
                return name, child
    raise AssertionError(f"{root.config.directory} does not call {module}")


def copy_of(example: Path, place: Path) -> Path:
    """The example in another directory, with the modules that it calls where they are."""
    there = os.path.relpath(example, place)
    for file in example.glob("*.tf"):
        text = re.sub(r'(source\s*= ")(\.\./)', rf"\1{there}/\2", file.read_text(encoding="utf-8"))
        (place / file.name).write_text(text, encoding="utf-8")
    return place
