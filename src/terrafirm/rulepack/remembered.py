"""Remember parsed YAML as lines of JSON in the user's cache: reading it again is some twenty times faster."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

#: Changes whenever the remembered form does.
_FORMAT = "4"
#: The last line of what was written whole.
_END = "."
#: Entries of one kind that are kept; the oldest go first.
_KEPT = 16


def cache_home() -> Path:
    """The user's cache directory for terrafirm (``XDG_CACHE_HOME`` honoured)."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "terrafirm"


def files_digest(directory: Path, files: Iterable[Path]) -> str:
    """Changes when any of the files does: made of every file's path, size and time of change."""
    digest = hashlib.sha256(f"{_FORMAT}\0{directory.resolve()}".encode())
    for path in files:
        status = os.stat(path)  # noqa: PTH116 - a thousand times at each start
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def remembered(kind: str, digest: str, read: Callable[[], Any]) -> Any:
    """What ``read`` gave for this digest before, else what it gives now."""
    (line,) = remembered_lines(kind, digest, lambda: [json.dumps(read())])
    return json.loads(line)


def remembered_lines(kind: str, digest: str, make: Callable[[], list[str]]) -> list[str]:
    """The lines that ``make`` gave for this digest before, else what it gives now."""
    place = cache_home() / f"{kind}-{digest}.jsonl"
    try:
        *lines, end = place.read_text(encoding="utf-8").split("\n")
        if end == _END:
            return lines
    except (OSError, ValueError):
        pass  # nothing is remembered, or nothing that can be read
    lines = make()
    _write(place, kind, "\n".join([*lines, _END]))
    return lines


def _write(place: Path, kind: str, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        old = sorted(place.parent.glob(f"{kind}-*.jsonl"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) - _KEPT)]:
            path.unlink(missing_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(place)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else
