"""The laws of the house: small files, one-line purposes, no drawers for everything, no machine's paths."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src" / "terrafirm").rglob("*.py"))
LONGEST = 400
FORBIDDEN_NAMES = re.compile(r"(?:^|_)(?:utils?|helpers?|managers?|common|misc)(?:_|$)")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert not FORBIDDEN_NAMES.search(path.stem)
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "a module's docstring says its job"


def test_public_functions_and_classes_have_docstrings() -> None:
    missing: list[str] = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not missing


def test_no_file_names_a_package_index_or_a_path_of_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    telling = re.compile(r"/(?:root|home/\w+)/|pypi\.org|pythonhosted|registry\.npmjs|/work/(?:main|shared|scratch)")
    found: list[str] = []
    for name in tracked.stdout.split("\0"):
        path = ROOT / name
        if not name or path == Path(__file__) or path.suffix in (".pack", ".dat") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found.extend(f"{name}: {match.group()}" for match in telling.finditer(text))
    assert not found


def test_architecture_names_only_files_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:engine|sources|rulepack|app|report|model|cli)/[\w/]+\.py)`", text):
        assert (ROOT / "src" / "terrafirm" / name).is_file(), name
