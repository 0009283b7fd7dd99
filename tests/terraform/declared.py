"""Which resource and data source types a Terraform directory mentions, in its modules and state too."""

import re
from collections.abc import Iterator
from pathlib import Path

from terrafirm.model.provider_schema import provider_of

DECLARATION = re.compile(r'^\s*(?:resource|data|mock_resource|mock_data)\s+"?([A-Za-z0-9_-]+)"?', re.MULTILINE)
COMPUTED_SOURCE = re.compile(r'\bsource\s*=\s*(?:"\.{1,2}/[^"]*\$\{|(?:local|var)\.)')
LOCAL_MODULE = re.compile(r'\bsource"?\s*[=:]\s*"(\.{1,2}/[^"]*)"')
NAME = re.compile(r"[a-z][a-z0-9_]+")
SOURCES = (".tf", ".tofu", ".tftest.hcl", ".tofutest.hcl")
DATA = (".tf.json", ".tfstate", ".tftest.json")


def types_in(directory: Path) -> set[str]:
    """Types declared in HCL, misspelt ones included; in JSON and state, every known type that is named."""
    found: set[str] = set()
    for folder in module_directories(directory):
        for path in _files(folder):
            text = path.read_text("utf-8", "replace")
            if path.name.endswith(DATA):
                found |= {name for name in NAME.findall(text) if provider_of(name) is not None}
            else:
                found |= set(DECLARATION.findall(text))
    return found


def module_directories(directory: Path) -> Iterator[Path]:
    """The directory and the local modules it calls, directly or not."""
    pending, seen = [directory.resolve()], set[Path]()
    while pending:
        folder = pending.pop()
        if folder in seen or not folder.is_dir():
            continue
        seen.add(folder)
        yield folder
        for path in _files(folder):
            text = path.read_text("utf-8", "replace")
            if COMPUTED_SOURCE.search(text):
                pending += [inner for inner in folder.rglob("*") if inner.is_dir()]
            calls = LOCAL_MODULE.findall(text)
            # A test file names modules relative to the directory under test, not to its own.
            roots = {folder, folder.parent} if folder.name == "tests" else {folder}
            pending += [(root / call).resolve() for root in roots for call in calls]
        if (folder / "tests").is_dir():
            pending.append(folder / "tests")


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.name.endswith(SOURCES + DATA) and path.is_file()]
