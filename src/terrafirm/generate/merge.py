"""Merge two changes of one text, line by line; where both changed the same lines, mark the three versions."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from terrafirm.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """The text after a merge, and in how many places a person must choose."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Span:
    """Corresponding lines of the three texts, as half-open ranges."""

    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]


def merge(base: str, ours: str, theirs: str, name: str) -> Merged:
    """``ours`` with what changed from ``base`` to ``theirs``; ``name`` stands on the marks of their side."""
    three = tuple(text.splitlines(keepends=True) for text in (base, ours, theirs))
    written: list[str] = []
    conflicts = 0
    for span in _spans(*three):
        old, mine, new = (lines[start:end] for lines, (start, end) in zip(three, _ranges(span), strict=True))
        if mine in (new, old):
            written += new
        elif new == old:
            written += mine
        else:
            conflicts += 1
            written += _marked(old, mine, new, name)
    return Merged("".join(written), conflicts)


def beside(ours: str, theirs: str, name: str) -> Merged:
    """Both texts where their common origin is not known: every difference is marked, so that none is lost."""
    mine, new = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    written: list[str] = []
    conflicts = 0
    for tag, start, end, other_start, other_end in SequenceMatcher(None, mine, new, autojunk=False).get_opcodes():
        if tag == "equal":
            written += mine[start:end]
        else:
            conflicts += 1
            written += _marked(None, mine[start:end], new[other_start:other_end], name)
    return Merged("".join(written), conflicts)


def _ranges(span: _Span) -> tuple[tuple[int, int], ...]:
    return span.base, span.ours, span.theirs


def _spans(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Span]:
    """The whole of the three texts in order: what all have in common, and what lies between."""
    at = (0, 0, 0)
    for common in _common(base, ours, theirs):
        starts = (common.base[0], common.ours[0], common.theirs[0])
        if at != starts:
            yield _Span((at[0], starts[0]), (at[1], starts[1]), (at[2], starts[2]))
        yield common
        at = (common.base[1], common.ours[1], common.theirs[1])
    if at != (len(base), len(ours), len(theirs)):
        yield _Span((at[0], len(base)), (at[1], len(ours)), (at[2], len(theirs)))


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Span]:
    """The stretches of the base that stand unchanged in both others."""
    left = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    right = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].a, right[j].a)
        end = min(left[i].a + left[i].size, right[j].a + right[j].size)
        if start < end:
            mine, new = left[i].b + start - left[i].a, right[j].b + start - right[j].a
            yield _Span((start, end), (mine, mine + end - start), (new, new + end - start))
        if left[i].a + left[i].size < right[j].a + right[j].size:
            i += 1
        else:
            j += 1


def _marked(old: list[str] | None, mine: list[str], new: list[str], name: str) -> list[str]:
    before = [] if old is None else ["||||||| written before\n", *_ended(old)]
    return ["<<<<<<< yours\n", *_ended(mine), *before, "=======\n", *_ended(new), f">>>>>>> {name}\n"]


def _ended(lines: list[str]) -> list[str]:
    """The lines, the last one with its end, so that a mark begins a line."""
    return [line if line.endswith("\n") else f"{line}\n" for line in lines]
