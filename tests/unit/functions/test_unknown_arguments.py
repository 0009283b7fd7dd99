"""Unknown arguments: what stays known, and what the unknown result still says.

Which leaves stay known was obtained from plans of Terraform 1.15.5; ``unknown_cases.txt`` has the full list.
"""

from __future__ import annotations

import pytest

from terrafirm.model.value import TMap, TSet, Unknown, Value
from tests.unit.functions.directory import refusal, result, shown, unknown

U = unknown("string")
LIST = unknown(("list", "string"))
ANY = unknown()


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("merge", ({"a": U}, {"b": 1}), "dict(a=?, b=1)"),
        ("merge", ({"a": 1}, unknown(("map", "string"))), "?"),
        ("concat", ((U,), ("a",)), "tuple(?, 'a')"),
        ("concat", (LIST, ("a",)), "?"),
        ("keys", ({"a": U, "b": 1},), "tuple('a', 'b')"),
        ("values", (TMap(a=U),), "list(?)"),
        ("flatten", ((("a",), (U,)),), "tuple('a', ?)"),
        ("flatten", ((("a",), ANY),), "?"),
        ("lookup", ({"a": "y", "b": U}, "a", "x"), "'y'"),
        ("element", ((U, "a"), 1), "'a'"),
        ("length", ((U, "a"),), "2"),
        ("length", (TSet([U, "a"]),), "?"),
        ("length", (unknown(("tuple", ("string", "string"))),), "2"),
        ("contains", (("a", U), "a"), "True"),
        ("contains", (("a", U), "b"), "?"),
        ("alltrue", ((False, unknown("bool")),), "False"),
        ("alltrue", ((unknown("bool"), False),), "?"),
        ("anytrue", ((unknown("bool"), True),), "True"),
        ("coalesce", ("x", U), "'x'"),
        ("coalesce", (U, "x"), "?"),
        ("formatlist", ("%s-%s", ("a", U), "x"), "list('a-x', ?)"),
        ("startswith", (unknown("string", prefix="arn:"), "arn"), "True"),
        ("startswith", (unknown("string", prefix="arn:"), "s3:"), "False"),
        ("startswith", (unknown("string", prefix="arn:"), "arn:aws"), "?"),
        ("slice", ((U, "a", "b"), 1, 3), "tuple('a', 'b')"),
        ("zipmap", (("a",), (U,)), "dict(a=?)"),
        ("setunion", (("a", U), ("b",)), "TSet('a', 'b', ?)"),
        ("setsubtract", (("a",), (U,)), "?"),
        ("distinct", ((U, "a"),), "?"),
        ("issensitive", (U,), "?"),
    ],
)
def test_known_parts_stay_known(name: str, args: tuple[Value, ...], expected: str) -> None:
    assert shown(result(name, *args)) == expected


@pytest.mark.parametrize(
    ("name", "args", "kind"),
    [
        ("upper", (U,), "string"),
        ("split", (",", U), ("list", "string")),
        ("element", (LIST, 0), "string"),
        ("keys", (unknown(("map", "number")),), ("list", "string")),
        ("regex", ("(a)(b)", U), ("tuple", ("string", "string"))),
        ("tolist", (unknown(("set", "string")),), ("list", "any")),
        ("concat", (LIST, ["a"]), ("list", "string")),
        ("jsondecode", (U,), None),
    ],
)
def test_the_type_of_an_unknown_result_is_known(name: str, args: tuple[Value, ...], kind: object) -> None:
    found = result(name, *args)

    assert isinstance(found, Unknown)
    assert found.type == kind
    assert found.why == "known after apply"


def test_text_around_an_unknown_is_remembered() -> None:
    formatted = result("format", "arn:%s:%s", "aws", U)
    joined = result("join", "/", ("a", U))

    assert formatted.parts == ("arn:", "aws", ":", U)
    assert joined.parts == ("a", "/", U)
    assert formatted.prefix == "arn:"


def test_json_with_unknowns_keeps_its_document_and_first_character() -> None:
    found = result("jsonencode", {"Statement": ({"Resource": U},)})

    assert found.prefix == "{"
    assert found.document == {"Statement": ({"Resource": U},)}


def test_a_function_of_a_few_possible_values_has_as_many_possible_results() -> None:
    either = unknown("string")
    either.options = ("dev", "prod")

    assert result("upper", either).options == ("DEV", "PROD")


def test_an_unknown_that_cannot_convert_is_refused() -> None:
    assert "string required" in refusal("lower", LIST)


@pytest.mark.parametrize("name", ["uuid", "timestamp", "plantimestamp"])
def test_clocks_and_random_functions_are_unknown(name: str) -> None:
    assert result(name).kind == "impure"


def test_the_home_directory_is_never_revealed() -> None:
    assert result("pathexpand", "~/.ssh/id").kind == "impure"
    assert result("file", "~/.ssh/id_rsa.pub").kind == "impure"
    assert result("fileexists", "~/.ssh/id_rsa.pub").type == "bool"


def test_compressed_bytes_are_unknown_rather_than_wrong() -> None:
    assert isinstance(result("base64gzip", "a"), Unknown)
