"""Arguments that Terraform refuses, refused here as well, with a message that names the function."""

from __future__ import annotations

from decimal import Decimal

import pytest

from terrafirm.model.value import TMap, TSet, Value
from tests.unit.functions.directory import refusal

_CASES: list[tuple[str, tuple[Value, ...], str]] = [
    ("upper", (None,), "must not be null"),
    ("upper", ((),), "string required"),
    ("upper", (), "Not enough"),
    ("upper", ("a", "b"), "Too many"),
    ("lookup", ({"a": 1}, "b"), 'no attribute "b"'),
    ("lookup", (TMap(a=1), "b"), "failed to find key"),
    ("lookup", (TMap(a=1), "b", "x"), "same type"),
    ("element", ((), 0), "empty list"),
    ("element", (TSet(["a"]), 0), "cannot read elements"),
    ("element", (("a",), Decimal("0.5")), "whole number"),
    ("slice", (("a", "b"), 2, 1), "start index"),
    ("one", (("a", "b"),), "zero or one"),
    ("concat", (("a",), None), "must not be null"),
    ("concat", (("a",), TSet(["b"])), "lists or tuples"),
    ("merge", ({}, ()), "maps or objects"),
    ("coalesce", ("", None), "no non-null"),
    ("coalesce", (("a",), "b"), "same type"),
    ("zipmap", (("a",), (1, 2)), "does not match"),
    ("tolist", ((1, True),), "cannot convert"),
    ("tobool", ("yes",), 'only the strings "true" or "false"'),
    ("tonumber", ("0x10",), "decimal representation"),
    ("jsondecode", ('{"a": 1, "a": "x"}',), "duplicate"),  # accepted before 1.12
    ("jsondecode", ("NaN",), "invalid"),
    ("jsondecode", ("[1,]",), "failed"),
    ("yamldecode", ("a: 1\n---\nb: 2",), "single document"),
    ("yamldecode", ("a: &x {b: 1}\nc:\n  <<: [*x]",), "merge"),
    ("yamldecode", ("a: !foo x",), "unsupported tag"),
    ("csvdecode", ('a,b\nx"y,2',), 'bare "'),
    ("csvdecode", ("a,a\n1,2",), "duplicate column"),
    ("regex", ("(a)(?P<n>b)", "ab"), "cannot mix"),
    ("regex", ("(?=a)", "a"), "invalid regexp"),
    ("regex", ("x", "a"), "did not match"),
    ("format", ("%d", Decimal("1.5")), "integer is required"),
    ("format", ("%s", "a", "b"), "only 1 used"),
    ("format", ("plain", "a"), "no verbs"),
    ("format", ("%s",), "not enough arguments"),
    ("formatlist", ("%s-%s", ("a", "b"), ("c",)), "inconsistent"),
    ("formatdate", ("YYY", "2018-01-02T03:04:05Z"), "invalid date format verb"),
    ("timeadd", ("2017-11-22T00:00:00Z", "1d"), "invalid duration"),
    ("timecmp", ("2018-02-30T00:00:00Z", "2018-01-01T00:00:00Z"), "RFC3339"),
    ("cidrhost", ("10.0.0.0/8", 1 << 25), "does not accommodate"),
    ("cidrsubnet", ("10.1.2.0/24", 9, 0), "insufficient address space"),
    ("cidrsubnets", ("0.0.0.0/0", 8), "address space"),
    ("cidrnetmask", ("fd00::/8",), "IPv6"),
    ("base64decode", ("//79",), "UTF-8"),
    ("textencodebase64", ("😀", "ISO-8859-1"), "cannot be represented"),
    ("parseint", (12, 10), "must be a string"),
    ("log", (-1, 10), "not a number"),
    ("file", ("missing.txt",), "no file exists"),
    ("file", ("binary.dat",), "not valid UTF-8"),
    ("fileset", ("policies", "["), "syntax error in pattern"),
    ("pathexpand", ("~root/x",), "user-specific"),
    ("list", ("a",), "tolist"),
]


@pytest.mark.parametrize(("name", "args", "part"), _CASES)
def test_a_function_refuses_what_terraform_refuses(name: str, args: tuple[Value, ...], part: str) -> None:
    message = refusal(name, *args)

    assert part in message
    assert f'"{name}"' in message


def test_a_misspelt_function_is_named() -> None:
    assert refusal("uper", "a") == 'Call to unknown function: there is no function named "uper"'
