"""Sensitive marks: where they stay inside a structure, and where they spread over the whole result.

Obtained from ``issensitive(...)`` in Terraform 1.15.5.
"""

from __future__ import annotations

import pytest

from terrafirm.model.value import Sensitive, Value
from tests.unit.functions.directory import result, shown

S = Sensitive("x")


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("upper", (S,), "!'X'"),
        ("join", (",", (S, "b")), "!'x,b'"),
        ("jsonencode", ({"a": S},), '!\'{"a":"x"}\''),
        ("merge", ({"a": S}, {"b": 1}), "dict(a=!'x', b=1)"),
        ("merge", (Sensitive({"a": 1}), {"b": 1}), "!dict(a=1, b=1)"),
        ("values", ({"a": S},), "tuple(!'x')"),
        ("keys", ({"a": S},), "tuple('a')"),
        ("concat", ((S,), ("y",)), "tuple(!'x', 'y')"),
        ("flatten", (((S,),),), "tuple(!'x')"),
        ("flatten", ((Sensitive(("x",)),),), "!tuple('x')"),
        ("lookup", ({"a": S, "b": "y"}, "b", "z"), "'y'"),
        ("lookup", ({"a": "y"}, Sensitive("a"), "z"), "!'y'"),
        ("element", ((S, "y"), 1), "'y'"),
        ("length", ((S,),), "1"),
        ("length", (Sensitive(("x",)),), "!1"),
        ("tolist", ((S,),), "list(!'x')"),
        ("toset", ((S,),), "!TSet('x')"),
        ("coalesce", ("a", S), "!'a'"),
        ("contains", ((S, "y"), "y"), "!True"),
        ("zipmap", (("a",), (S,)), "dict(a=!'x')"),
        ("zipmap", ((Sensitive("a"),), ("x",)), "!dict(a='x')"),
        ("one", ((S,),), "!'x'"),
        ("sensitive", ("a",), "!'a'"),
        ("nonsensitive", (S,), "'x'"),
        ("issensitive", (S,), "True"),
        ("issensitive", ((S,),), "False"),
        ("file", (Sensitive("policies/write.json"),), "!'{}\\n'"),
    ],
)
def test_marks_stay_or_spread_as_in_terraform(name: str, args: tuple[Value, ...], expected: str) -> None:
    assert shown(result(name, *args)) == expected


def test_a_sensitive_key_is_not_shown_in_the_refusal() -> None:
    from tests.unit.functions.directory import refusal

    assert "secret" not in refusal("tonumber", Sensitive("secret"))
