"""Write a rendering: nothing is overwritten unasked, and each file appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from terrafirm.model.errors import UsageError


def write_files(directory: Path, files: Mapping[str, str], *, force: bool) -> None:
    """Write texts by path below a directory. Raises :class:`UsageError` before the first write where one is in the way.

    With ``force`` files of the same path are replaced; any other file is left alone.
    """
    places = {_inside(directory, path): text for path, text in files.items()}
    taken = sorted(str(place.relative_to(directory)) for place in places if place.exists() or place.is_symlink())
    if taken and not force:
        more = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
        raise UsageError(f"{directory}: {', '.join(taken[:3])}{more} would be overwritten: choose another, or --force")
    try:
        for place, text in places.items():
            replace_file(place, text)
    except OSError as error:
        raise UsageError(f"{directory}: cannot be written: {error.strerror}: {error.filename}") from error


def remove_files(directory: Path, paths: Iterable[str]) -> None:
    """Remove files below a directory, and the folders that this leaves empty. Raises :class:`UsageError`."""
    try:
        for path in paths:
            place = _inside(directory, path)
            place.unlink()
            for folder in place.relative_to(directory).parents:
                if folder == Path() or any((directory / folder).iterdir()):
                    break
                (directory / folder).rmdir()
    except OSError as error:
        raise UsageError(f"{directory}: cannot be written: {error.strerror}: {error.filename}") from error


def replace_file(place: Path, text: str) -> None:
    """Write a file beside its place and move it there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".terrafirm-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _inside(directory: Path, path: str) -> Path:
    """The place of a path, which no link on the way leads out of the directory."""
    place = directory / path
    if not place.parent.resolve().is_relative_to(directory.resolve()):
        raise UsageError(f"{place}: a link leads out of {directory}, and nothing is written through it")
    return place


def tree(paths: list[str]) -> list[str]:
    """The lines of a directory tree."""
    return _branch(sorted(path.split("/") for path in paths), "")


def _branch(paths: list[list[str]], lead: str) -> list[str]:
    names = sorted({path[0] for path in paths})
    lines = []
    for name in names:
        last = name == names[-1]
        below = [path[1:] for path in paths if path[0] == name and len(path) > 1]
        lines.append(f"{lead}{'└── ' if last else '├── '}{name}{'/' if below else ''}")
        lines += _branch(below, lead + ("    " if last else "│   "))
    return lines
