"""Symbolic links in scanned trees: where one may lead."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

#: Why a file is not read.
LEADS_OUT = "is a symbolic link that leaves the scanned directory: not read; scan a directory that holds both"


def home_of(start: Path) -> str:
    """The real path of the repository that ``start`` is in, or of ``start`` where it is in none."""
    real = os.path.realpath(start)
    at = real
    while not os.path.lexists(f"{at}/.git"):
        at, below = os.path.dirname(at), at  # noqa: PTH120 - many steps, all on text
        if at == below:
            return real
    return at


def leads_out(path: Path, homes: Iterable[str]) -> bool:
    """Whether ``path`` is a link to something that is neither in its own directory nor below one of ``homes``."""
    if not path.is_symlink():
        return False
    real = os.path.realpath(path)
    return not any(real.startswith(home.rstrip("/") + "/") for home in (*homes, os.path.realpath(path.parent)))
