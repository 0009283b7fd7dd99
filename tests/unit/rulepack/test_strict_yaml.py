"""Rule files are YAML 1.2, and what is wrong in one is said with its line."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from terrafirm.model.errors import RuleError
from terrafirm.rulepack.locate import rule_files, shipped
from terrafirm.rulepack.strict_yaml import read_yaml


def test_plain_scalars_are_those_of_the_core_schema() -> None:
    text = "[true, false, null, ~, 0, -12, 1.5, 010, 1e3, yes, on, 2026-01-01, '1', \"true\"]"
    expected = [True, False, None, None, 0, -12, 1.5, "010", "1e3", "yes", "on", "2026-01-01", "1", "true"]
    assert read_yaml(text, "rule.yaml") == expected


def test_keys_are_text() -> None:
    assert read_yaml("true: 1\n2: x\n", "rule.yaml") == {"true": 1, "2": "x"}


def test_nothing_in_the_file_is_nothing() -> None:
    assert read_yaml("# a comment\n", "rule.yaml") is None


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 'the key "a" is given twice'),
        ("a: &x 1\nb: *x\n", 1, "anchors, aliases and tags are not part of the format"),
        ("a:\n  - !!python/object:os.system x\n", 2, "anchors, aliases and tags are not part of the format"),
        ("---\na: 1\n---\nb: 2\n", 3, "a second document begins here; one file holds one"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be text"),
        ("a: b: c\n", 1, "mapping values are not allowed in this context"),
        ("[" * 5000, 0, "it is nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, why: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_yaml(text, "rule.yaml")
    assert str(caught.value) == f"rule.yaml:{line}: {why}" if line else f"rule.yaml: {why}"


def test_the_pack_reads_as_another_reader_of_yaml_reads_it() -> None:
    other = YAML(typ="safe", pure=False)
    for path in rule_files(shipped("rules"))[::40]:
        text = path.read_text(encoding="utf-8")
        assert read_yaml(text, path.name) == other.load(text)
