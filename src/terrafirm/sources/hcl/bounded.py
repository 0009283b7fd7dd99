"""Read a file that a stranger may have put there: regular files only, up to a size."""

from __future__ import annotations

from pathlib import Path


def read_bounded(path: Path, most: int) -> bytes:
    """A file's bytes; raises :class:`OSError` for a pipe, a device, a dead link, and more than ``most`` bytes."""
    if path.is_symlink() and not path.exists():
        raise OSError("a link to what does not exist")
    if path.exists() and not path.is_file():
        raise OSError("not a regular file")
    if path.stat().st_size > most:
        raise OSError(f"larger than {most} bytes")
    return path.read_bytes()
