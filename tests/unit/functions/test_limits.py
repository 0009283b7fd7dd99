"""Hostile arguments end in a refusal that names the limit, not in exhausted memory."""

from __future__ import annotations

import pytest

from terrafirm.model.value import Value
from tests.unit.functions.directory import Directory, refusal, result

_LONG = "x" * 9_000_000
_WIDE = tuple(range(400))


def _nested(depth: int) -> Value:
    """Ten to the power of ``depth`` elements in little memory: every level holds the one below ten times."""
    found: Value = ("x",) * 10
    for _ in range(depth - 1):
        found = (found,) * 10
    return found


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("format", ("%s%s", _LONG, _LONG)),
        ("join", (_LONG, ("a", "b", "c"))),
        ("replace", (_LONG, "x", "xxx")),
        ("replace", (_LONG[:200_000], "/x/", "xxx")),
        ("indent", (20_000_000, "a\nb")),
        ("format", ("%2000000d", 1)),
        ("split", ("", _LONG)),
        ("regexall", ("x", _LONG[:200_000])),
        ("setproduct", (_WIDE, _WIDE)),
        ("flatten", (_nested(7),)),
        ("concat", (_WIDE * 2000, _WIDE * 1000)),
        ("jsondecode", (f"[{'1,' * 1_000_001}1]",)),
        ("base64encode", (_LONG + _LONG[:4_000_000],)),
    ],
)
def test_a_result_over_the_limit_is_refused(name: str, args: tuple[Value, ...]) -> None:
    assert "limit" in refusal(name, *args)


def test_yaml_aliases_cannot_multiply_without_end() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert "limit of 100000 nodes" in refusal("yamldecode", "\n".join(levels))


def test_range_stops_at_1024_elements() -> None:
    assert len(result("range", 1024)) == 1024
    assert "1024" in refusal("range", 1025)


def test_a_regular_expression_takes_linear_time() -> None:
    assert "did not match" in refusal("regex", "^(a+)+$", "a" * 50_000 + "b")


def test_deep_nesting_is_refused_in_words() -> None:
    assert "nested too deeply" in refusal("jsondecode", "[" * 100_000 + "]" * 100_000)


class _HugeFile(Directory):
    def read_file(self, path: str) -> bytes:
        return b" " * (8 * 1024 * 1024 + 1)


def test_a_file_over_the_limit_is_refused() -> None:
    assert "limit" in refusal("file", "big.txt", context=_HugeFile())
