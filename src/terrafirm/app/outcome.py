"""Remember what a command printed, and give it again while nothing that it looked at has changed.

Asked before anything else is imported: a repeated scan costs little more than starting Python.
"""

from __future__ import annotations

import os
import sys
import time

import terrafirm
from terrafirm.model.footprint import Footprint, digest, state, unchanged

#: Changes whenever the remembered form does.
_FORMAT = "2"
#: Outcomes that are kept; the oldest go first.
_KEPT = 32
#: A longer outcome is not kept.
_LONGEST = 32 * 1024 * 1024  # characters
#: Environment variables that a scan looks at.
_VARIABLES = ("TF_VAR_", "TF_WORKSPACE", "NO_COLOR", "COLUMNS", "TERRAFIRM_")
_PACKAGE = os.path.dirname(terrafirm.__file__)  # noqa: PTH120 - pathlib takes longer to import than all of this


def key_of(arguments: list[str]) -> str:
    """Names a command by what decides its outcome besides the files that it looks at, the day included."""
    environment = sorted(item for item in os.environ.items() if item[0].startswith(_VARIABLES))
    terminal = os.get_terminal_size().columns if sys.stdout.isatty() else 0
    today = time.strftime("%Y-%m-%d", time.gmtime())  # exceptions expire by the day
    about = (_FORMAT, terrafirm.__version__, sys.version, os.getcwd(), terminal, today, environment, arguments)  # noqa: PTH109
    return digest(repr(about).encode("utf-8", "surrogateescape"))[:40]


def recall(arguments: list[str]) -> tuple[str, int] | None:
    """What the same command printed before, and its exit status, when all that it looked at is as it was."""
    if "--no-cache" in arguments:
        return None
    try:
        with open(_place(key_of(arguments)), encoding="utf-8", errors="surrogateescape", newline="") as file:  # noqa: PTH123
            head, _, text = file.read().partition("\n\n")
        status, *lines = head.split("\n")
        seen: Footprint = {}
        for line in lines:
            kind, found, path = line.split("\t")
            seen[kind, path] = found
        return (text, int(status)) if unchanged(seen) else None
    except (OSError, ValueError):
        return None


def keep(arguments: list[str], text: str, status: int, seen: Footprint) -> None:
    """Remember an outcome. A cache that cannot be written costs time, nothing else."""
    if len(text) > _LONGEST or any("\n" in path or "\t" in path for _, path in seen):
        return
    head = "\n".join([str(status), *(f"{kind}\t{found}\t{path}" for (kind, path), found in seen.items())])
    try:
        _write(_place(key_of(arguments)), f"{head}\n\n{text}")
    except OSError:
        return


def own_footprint() -> Footprint:
    """terrafirm's own code and rules: in a checkout they change between two scans."""
    rules = os.path.join(_PACKAGE, os.pardir, os.pardir, "rules")  # noqa: PTH118
    places = [_PACKAGE, *([rules] if os.path.isdir(rules) else [])]  # noqa: PTH112
    return {("stamps", place): state("stamps", place) for place in places}


def _place(key: str) -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return f"{base}/terrafirm/outcome-{key}"


def _write(place: str, text: str) -> None:
    from pathlib import Path

    folder = Path(place).parent
    folder.mkdir(parents=True, exist_ok=True)
    old = sorted(folder.glob("outcome-*"), key=lambda path: path.stat().st_mtime)
    for path in old[: max(0, len(old) - _KEPT)]:
        path.unlink(missing_ok=True)
    temporary = Path(f"{place}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    temporary.replace(place)
