"""What an update does to each file: the template's change goes in, a person's change stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from terrafirm.generate.manifest import OWN_FILES, checksum
from terrafirm.generate.merge import beside, merge
from terrafirm.model.record import dataclass

Action = Literal["add", "change", "merge", "conflict", "remove", "keep"]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one file. ``before`` and ``after`` are None where there is no file; ``why`` explains a keep."""

    path: str
    action: Action
    before: str | None
    after: str | None
    conflicts: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """One path: the checksum it was written with, that text if known, what is there, what is rendered now."""

    path: str
    written: str | None
    former: str | None
    ours: str | None
    theirs: str | None


def steps(
    written: Mapping[str, str],
    former: Mapping[str, str],
    present: Mapping[str, str],
    rendered: Mapping[str, str],
    name: str,
) -> list[Step]:
    """The steps of an update, by path; files that stay as they are have none.

    ``written`` are the checksums of the last rendering and ``former`` its texts as far as known, ``present`` what is
    there, ``rendered`` the new rendering, ``name`` what made it.
    """
    files = (
        _File(path, written.get(path), former.get(path), present.get(path), rendered.get(path))
        for path in sorted({*written, *rendered})
    )
    return [step for file in files if (step := _step(file, name)) is not None]


def _step(file: _File, name: str) -> Step | None:
    ours, theirs = file.ours, file.theirs
    if ours == theirs:
        return None
    if file.path in OWN_FILES:
        return Step(file.path, "add" if ours is None else "change", ours, theirs)
    if theirs is None:
        return _left_out(file)
    if checksum(theirs) == file.written:
        return None  # only a person has changed it
    if ours is None:
        if file.written is None:
            return Step(file.path, "add", None, theirs)
        return Step(file.path, "keep", None, None, why="you deleted it; the template has changed")
    if checksum(ours) == file.written:
        return Step(file.path, "change", ours, theirs)
    merged = beside(ours, theirs, name) if file.former is None else merge(file.former, ours, theirs, name)
    if merged.text == ours:
        return None
    return Step(file.path, "conflict" if merged.conflicts else "merge", ours, merged.text, merged.conflicts)


def _left_out(file: _File) -> Step | None:
    """A file that the blueprint no longer writes."""
    if file.ours is None:
        return None
    if checksum(file.ours) == file.written:
        return Step(file.path, "remove", file.ours, None)
    return Step(file.path, "keep", file.ours, file.ours, why="you changed it; the blueprint no longer writes it")


def conflicts(taken: Iterable[Step]) -> list[str]:
    """The files in which a person must choose."""
    return [step.path for step in taken if step.action == "conflict"]
