"""What a rendering wrote: a checksum for each file, in the form that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from terrafirm.generate.answers import ANSWERS_FILE
from terrafirm.model.errors import InputError

MANIFEST_FILE = ".terrafirm-manifest"
#: The files that a rendering keeps for itself: an update replaces them and merges nothing into them.
OWN_FILES = frozenset({ANSWERS_FILE, MANIFEST_FILE})

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def checksum(text: str) -> str:
    """The SHA-256 of a file of this text."""
    return hashlib.sha256(text.encode()).hexdigest()


def manifest_text(files: Mapping[str, str]) -> str:
    """The checksums of a rendering, by path."""
    return "".join(f"{checksum(text)}  {path}\n" for path, text in sorted(files.items()))


def read_manifest(directory: Path) -> dict[str, str]:
    """The checksum of each file as it was written last. Raises :class:`InputError` where that is not recorded."""
    path = directory / MANIFEST_FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        parts = _LINE.fullmatch(line)
        if parts is None or _leads_out(parts[2]):
            raise InputError(f"{path}:{number}: it must be a checksum and a path below the repository")
        found[parts[2]] = parts[1]
    return found


def _leads_out(path: str) -> bool:
    return path.startswith("/") or ".." in path.split("/")
