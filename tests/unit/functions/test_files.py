"""Files, patterns and templates."""

from __future__ import annotations

import pytest

from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.functions import call
from tests.unit.functions.directory import Directory, refusal, result, shown


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.json", ["read.json", "write.json"]),
        ("**/*.json", ["nested/deep.json", "read.json", "write.json"]),
        ("**", ["nested/deep.json", "read.json", "readme.md", "write.json"]),
        ("{read,write}.json", ["read.json", "write.json"]),
        ("[^r]*.json", ["write.json"]),
        ("rea?.json", ["read.json"]),
        ("../notes.txt", ["../notes.txt"]),
        ("missing*", []),
    ],
)
def test_fileset_matches_as_terraform_does(pattern: str, expected: list[str]) -> None:
    assert list(result("fileset", "policies", pattern)) == expected


def test_file_digests_agree_with_digests_of_the_text() -> None:
    text = result("file", "policies/read.json")

    assert result("filesha256", "policies/read.json") == result("sha256", text)
    assert result("filebase64", "policies/read.json") == result("base64encode", text)
    assert result("filebase64sha512", "policies/read.json") == result("base64sha512", text)


def test_a_template_gets_its_variables_and_its_name() -> None:
    seen: list[tuple[str, dict[str, Value], str]] = []

    def render(text: str, variables: dict[str, Value], origin: str) -> Value:
        seen.append((text, variables, origin))
        return (1, 2)

    found = result("templatefile", "templates/lone.tftpl", {"value": 1}, context=Directory(render=render))

    assert found == (1, 2)
    assert seen == [("${value}", {"value": 1}, "templates/lone.tftpl")]


def test_a_template_of_sensitive_variables_is_sensitive() -> None:
    assert shown(result("templatefile", "templates/lone.tftpl", {"value": Sensitive("x")})) == "!'${value}'"


def test_a_template_with_unknown_variables_as_a_whole_is_unknown() -> None:
    assert isinstance(result("templatefile", "templates/lone.tftpl", Unknown("later")), Unknown)


def test_a_template_may_not_render_a_template() -> None:
    def render(text: str, variables: dict[str, Value], origin: str) -> Value:
        return call("templatefile", ["templates/lone.tftpl", {}], Directory())

    context = Directory(render=render)

    assert "cannot recursively call templatefile" in refusal(
        "templatefile", "templates/lone.tftpl", {}, context=context
    )


def test_a_template_string_may_not_read_files() -> None:
    def render(text: str, variables: dict[str, Value], origin: str) -> Value:
        return call("file", ["notes.txt"], Directory())

    context = Directory(render=render)

    assert "filesystem access" in refusal("templatestring", "${file(x)}", {}, context=context)
    assert result("templatefile", "templates/lone.tftpl", {}, context=context).startswith("owner")


@pytest.mark.parametrize(
    ("variables", "part"),
    [((), "must be a map"), ({"bad name": 1}, "invalid template variable name"), (None, "must not be null")],
)
def test_template_variables_are_a_map_of_identifiers(variables: Value, part: str) -> None:
    assert part in refusal("templatefile", "templates/lone.tftpl", variables)


def test_the_result_of_a_template_string_is_text() -> None:
    assert result("templatestring", "${n}", {"n": 1}, context=Directory(render=lambda *_: 1)) == "1"
    assert "null" in refusal("templatestring", "${n}", {"n": None}, context=Directory(render=lambda *_: None))
