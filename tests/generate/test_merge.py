"""Two changes of one text come together, and none is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from terrafirm.generate.merge import Merged, beside, merge

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e\n"]), max_size=12).map("".join)
SETTINGS = settings(max_examples=400, deadline=None, derandomize=True, database=None)


def sides(text: str) -> tuple[str, str]:
    """A marked text as each side has it."""
    mine: list[str] = []
    new: list[str] = []
    at = "both"
    for line in text.splitlines(keepends=True):
        if line == "<<<<<<< yours\n":
            at = "mine"
        elif line == "||||||| written before\n":
            at = "before"
        elif line == "=======\n":
            at = "new"
        elif line == ">>>>>>> today\n":
            at = "both"
        else:
            mine += [line] if at in ("both", "mine") else []
            new += [line] if at in ("both", "new") else []
    return "".join(mine), "".join(new)


@SETTINGS
@given(LINES, LINES)
def test_a_change_of_one_side_is_taken(base: str, changed: str) -> None:
    assert merge(base, base, changed, "today") == Merged(changed, 0)
    assert merge(base, changed, base, "today") == Merged(changed, 0)
    assert merge(base, changed, changed, "today") == Merged(changed, 0)


@SETTINGS
@given(LINES, LINES, LINES)
def test_without_a_conflict_both_sides_agree_on_the_order_of_sides(base: str, ours: str, theirs: str) -> None:
    merged, turned = merge(base, ours, theirs, "today"), merge(base, theirs, ours, "today")
    assert merged.conflicts == turned.conflicts
    assert ("<<<<<<<" in merged.text) == (merged.conflicts > 0)
    if not merged.conflicts:
        assert merged.text == turned.text


@SETTINGS
@given(LINES, LINES)
def test_texts_of_unknown_origin_are_both_kept_whole(ours: str, theirs: str) -> None:
    assert sides(beside(ours, theirs, "today").text) == (ours, theirs)


def test_changes_of_different_lines_come_together() -> None:
    base = "one\ntwo\nthree\nfour\nfive\n"
    ours = "one\ntwo, changed by me\nthree\nfour\nfive\n"
    theirs = "one\ntwo\nthree\nfour\nfive, changed by it\nsix\n"
    expected = "one\ntwo, changed by me\nthree\nfour\nfive, changed by it\nsix\n"
    assert merge(base, ours, theirs, "today") == Merged(expected, 0)


def test_changes_of_one_line_are_shown_three_ways() -> None:
    merged = merge("a\nb\nc\n", "a\nmine\nc\n", "a\nnew\nc\n", "today")
    assert merged.conflicts == 1
    assert merged.text == ("a\n<<<<<<< yours\nmine\n||||||| written before\nb\n=======\nnew\n>>>>>>> today\nc\n")


def test_a_mark_begins_a_line_after_a_last_line_without_end() -> None:
    assert merge("a", "b", "c", "today").text == (
        "<<<<<<< yours\nb\n||||||| written before\na\n=======\nc\n>>>>>>> today\n"
    )
