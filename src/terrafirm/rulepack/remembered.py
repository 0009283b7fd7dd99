"""Remember parsed YAML as JSON in the user's cache: reading it again is some twenty times faster."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

#: Changes whenever the remembered form does.
_FORMAT = "3"
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
    place = cache_home() / f"{kind}-{digest}.json"
    try:
        return json.loads(place.read_bytes())
    except (OSError, ValueError):
        value = read()
    _write(place, kind, value)
    return value


def _write(place: Path, kind: str, value: Any) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        old = sorted(place.parent.glob(f"{kind}-*.json"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) - _KEPT)]:
            path.unlink(missing_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(value), encoding="utf-8")
        temporary.replace(place)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else
