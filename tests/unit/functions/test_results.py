"""What functions return for known arguments.

Every expectation was obtained from Terraform 1.15.5 (and is the same in 1.11.4 unless said otherwise); many more
cases, as expressions, are in ``console_cases.txt``.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from terrafirm.model.value import TMap, TSet, Value
from terrafirm.sources.hcl.functions import FUNCTIONS
from tests.unit.functions.directory import result, shown

D = Decimal

_CASES: list[tuple[str, tuple[Value, ...], Value]] = [
    # collections keep their kind: tuples stay tuples, maps stay maps only among maps of one type
    ("concat", (("a",), (1,)), ("a", 1)),
    ("concat", (["a"], ["b"]), ["a", "b"]),
    ("concat", (["a"], [1]), ["a", "1"]),
    ("concat", (["a"], ("b",)), ("a", "b")),
    ("merge", ({"a": 1}, {"b": 2}), {"a": 1, "b": 2}),
    ("merge", (TMap(a=1), TMap(b=2)), TMap(a=1, b=2)),
    ("merge", (TMap(a=1), TMap(b="x")), {"a": 1, "b": "x"}),
    ("merge", ({"a": 1}, TMap(b="x")), {"a": 1, "b": "x"}),
    ("merge", ({"a": 1}, None), {"a": 1}),
    ("merge", (), {}),
    ("keys", ({"b": 1, "a": 2},), ("a", "b")),
    ("keys", (TMap(b=1, a=2),), ["a", "b"]),
    ("values", ({"b": 1, "a": 2},), (2, 1)),
    ("values", (TMap(b="x", a="y"),), ["y", "x"]),
    ("flatten", (([("a",)], "b"),), ("a", "b")),
    ("flatten", ((TSet(["b", "a"]), None),), ("a", "b", None)),
    ("reverse", (TSet(["a", "b"]),), ["b", "a"]),
    ("zipmap", (("a", "b"), (1, "x")), {"a": 1, "b": "x"}),
    ("zipmap", (("a",), ["x"]), TMap(a="x")),
    ("chunklist", (("a", "b", "c"), 2), [["a", "b"], ["c"]]),
    ("chunklist", (("a", 1), 0), [["a", "1"]]),
    ("slice", ((1, "a", True), 1, 3), ("a", True)),
    ("setproduct", (("a",), (1, 2)), [("a", 1), ("a", 2)]),
    ("setproduct", (TSet(["b", "a"]), ("x",)), TSet([("a", "x"), ("b", "x")])),
    ("setunion", (("b",), ("a", "b")), TSet(["a", "b"])),
    ("setunion", ((1,), ("a",)), TSet(["1", "a"])),
    ("setsubtract", (("1", "2"), (2,)), TSet(["1"])),
    ("setintersection", ((1, 2), ("2",)), TSet(["2"])),
    ("transpose", ({"a": ("x",), "b": ("x", "y")},), TMap(x=["a", "b"], y=["b"])),
    ("matchkeys", (("a", "b"), ("x", "y"), ("y",)), ["b"]),
    ("distinct", ((1, "1", 2),), ["1", "2"]),
    ("compact", (("a", "", None, 1),), ["a", "1"]),
    ("sort", ((3, 20, 1),), ["1", "20", "3"]),
    ("range", (1, 4, D("0.5")), [1, D("1.5"), 2, D("2.5"), 3, D("3.5")]),
    ("range", (3, 0), [3, 2, 1]),
    # look-ups
    ("lookup", ({"a": "x"}, "b", 1), 1),
    ("lookup", (TMap(a="x"), "b", 1), "1"),
    ("lookup", ({"a": None}, "a", "x"), None),
    ("element", (("a", "b", "c"), 4), "b"),
    ("element", (("a", "b", "c"), -1), "c"),  # an error before 1.12
    ("one", ((),), None),
    ("contains", ((1, 2), "1"), False),
    ("contains", (({"a": 1},), {"a": 1}), True),
    ("index", (("a", "b"), "b"), 1),
    ("coalesce", ("", None, 2), "2"),
    ("coalescelist", ((), ("a",)), ("a",)),
    ("sum", (("1", D("2.5")),), D("3.5")),
    ("alltrue", (("true", None),), False),
    ("anytrue", ((None, "true"),), True),
    # conversions
    ("tolist", ((1, "x", True),), ["1", "x", "true"]),
    ("toset", ((10, 9, D("1.5")),), TSet([D("1.5"), 9, 10])),
    ("tomap", ({"a": 1, "b": "x"},), TMap(a="1", b="x")),
    ("tonumber", ("+5",), 5),
    ("tobool", ("1",), True),
    ("tostring", (D("1.50"),), "1.5"),
    ("tostring", (None,), None),
    # text is counted in grapheme clusters and compared in normal form C
    ("length", ("e\u0301👨\u200d👩\u200d👧🇩🇪\r\n",), 4),
    ("strrev", ("☃🇩🇪e\u0301",), "é🇩🇪☃"),
    ("substr", ("🤔🤷é", 1, 1), "🤷"),
    ("substr", ("hello", -2, 0), "lo"),
    ("upper", ("straße ŉ ᾳ ﬁ",), "STRAßE ŉ ᾼ ﬁ"),
    ("lower", ("İΑΣ",), "iας".replace("ς", "σ")),
    ("title", ("héllo-wörld o'neil 1abc",), "Héllo-Wörld O'Neil 1abc"),
    ("trimspace", ("\u2003a\u001c\x85",), "a\u001c"),
    ("split", ("", "héé"), ["h", "é", "é"]),
    ("replace", ("abab", "/(a)(b)/", "$2$1"), "baba"),
    ("replace", ("abab", "/(a)(b)/", "$2_$1"), "aa"),
    ("replace", ("hello", "/x*/", "-"), "-h-e-l-l-o-"),
    ("regex", ("(a)?(b)", "b"), (None, "b")),
    ("regex", ("(?P<y>\\d+)-(?P<m>\\d+)", "2024-05"), {"y": "2024", "m": "05"}),
    ("regexall", ("x*", "axb"), ["", "x", ""]),
    # numbers
    ("ceil", (D("-0.5"),), 0),
    ("pow", (10, 30), 10**30),
    ("log", (50, 10), D("1.6989700043360185")),
    ("parseint", ("aA", 62), 656),
    ("signum", (-13,), -1),
    ("max", ("5", 4), 5),
    # documents
    ("jsonencode", ({"b": D("1.50"), "a": "<é\u2028>"},), '{"a":"\\u003cé\\u2028\\u003e","b":1.5}'),
    ("jsondecode", ('{"a": [1, 1e3, null]}',), {"a": (1, 1000, None)}),
    ("jsondecode", ('"\\ud83d"',), "\ufffd"),
    (
        "yamldecode",
        ("a: yes\nb: 0o17\nc: 2001-12-14\nd: '1'",),
        {"a": True, "b": 15, "c": "2001-12-14T00:00:00Z", "d": "1"},
    ),
    ("yamldecode", ("b: &x {a: 1}\nc:\n  a: 2\n  <<: *x",), {"b": {"a": 1}, "c": {"a": 1}}),
    ("yamlencode", ({"a": [1, {"b": "x\ny"}], "c": {}},), '"a":\n- 1\n- "b": |-\n    x\n    y\n"c": {}\n'),
    ("yamlencode", (1,), "1\n...\n"),
    ("csvdecode", ('a,b\n"x, y","say ""hi"""\n\n',), [{"a": "x, y", "b": 'say "hi"'}]),
    # encodings and digests
    ("base64decode", ("SGVs\nbG8=",), "Hello"),
    ("textencodebase64", ("a", "UTF-16"), "/v8AYQ=="),
    ("urlencode", ("é~ *",), "%C3%A9~+%2A"),
    ("sha1", ("hello world",), "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"),
    ("base64sha256", ("hello",), "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
    ("uuidv5", ("dns", "www.terraform.io"), "a5008fae-b28c-5ba5-96cd-82b4c53552d6"),
    # networks
    ("cidrsubnet", ("fd00:fd12:3456:7890::/56", 16, 162), "fd00:fd12:3456:7800:a200::/72"),
    ("cidrsubnets", ("10.1.0.0/16", 4, 4, 8, 4), ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]),
    ("cidrhost", ("10.12.112.0/20", -1), "10.12.127.255"),
    ("cidrhost", ("010.001.000.000/08", 1), "10.0.0.1"),
    ("cidrnetmask", ("172.16.0.0/12",), "255.240.0.0"),
    # time
    ("formatdate", ("h 'o''clock' ZZZ", "2018-01-02T03:04:05+05:30"), "3 o'clock +0530"),
    ("timeadd", ("2017-11-22T00:00:00.9Z", "100ms"), "2017-11-22T00:00:01Z"),
    ("timecmp", ("2017-11-22T01:00:00Z", "2017-11-22T00:00:00-01:00"), 0),
    # paths
    ("basename", ("foo/bar/",), "bar"),
    ("dirname", ("a//b//c",), "a/b"),
    ("abspath", ("/a/../b//c",), "/b/c"),
    ("core::upper", ("a",), "A"),
]


@pytest.mark.parametrize(("name", "args", "expected"), _CASES)
def test_a_function_returns_what_terraform_returns(name: str, args: tuple[Value, ...], expected: Value) -> None:
    assert shown(result(name, *args)) == shown(expected)


def test_every_function_of_the_catalogue_can_be_loaded() -> None:
    assert all(callable(FUNCTIONS[name]) for name in FUNCTIONS)
    assert "core::merge" in FUNCTIONS
    assert "try" not in FUNCTIONS and "can" not in FUNCTIONS
