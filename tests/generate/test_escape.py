"""Any text stays text, in every language that answers are written in."""

from __future__ import annotations

import json
import shlex
import subprocess
import tomllib
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from terrafirm.generate.escape import hcl_string, markdown_text, shell_word, toml_string, workflow_string, yaml_string
from terrafirm.generate.hcl_format import Value, attributes
from tests.generate.repositories import hcl_values
from tests.terraform.harness import Terraform

#: What means something to one of the languages.
PIECES = (
    "${", "%{", "$${", "$$${", "%%{", "}", '"', "'", "\\", "\n", "\r\n", "\t", "`", "$(id)", "$HOME", ";", "|", "# ",
    ": ", "- ", "---", "&a", "*a", "!!", "null", "true", "<<EOT", "EOT", "/*", "*/", "//", "{{", "}}", "{%",
    "${{ secrets.X }}", "<script>", "&amp;", "[x](y)", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff",
    "\U0001f600", "e\u0301",
)  # fmt: skip
#: Any text that a file in UTF-8 can hold, often with such pieces.
HOSTILE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=8
).map("".join)
SETTINGS = settings(max_examples=300, deadline=None, derandomize=True, database=None)


@SETTINGS
@given(HOSTILE)
@example("$$${x}")
@example("$" * 4 + "{" + "%" * 3 + "{")
def test_hcl_has_the_value_of_the_text(text: str) -> None:
    """Up to normalization, which Terraform does to every text, as it documents."""
    assert normalize("NFC", hcl_values(f"x = {hcl_string(text)}\n")["x"]) == normalize("NFC", text)


def test_terraform_has_the_values_of_the_texts(terraform: Terraform, tmp_path: Path) -> None:
    """Every two pieces in a row, in one plan. Terraform normalizes text, as it documents."""
    texts = {f"t{number}": "".join(pair) for number, pair in enumerate(product(PIECES, repeat=2))}
    outputs = [f'output "{name}" {{\n  value = {hcl_string(text)}\n}}\n' for name, text in texts.items()]
    (tmp_path / "main.tf").write_text("".join(outputs), encoding="utf-8", newline="\n")
    terraform.init(tmp_path)
    planned = terraform.plan(tmp_path)["planned_values"]["outputs"]
    assert {name: planned[name]["value"] for name in texts} == {
        name: normalize("NFC", text) for name, text in texts.items()
    }


def normal(value: Any) -> Any:
    """A value whose texts are normalized, as Terraform has it."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    return value


@SETTINGS
@given(HOSTILE, HOSTILE)
def test_hcl_has_the_keys_and_items_of_nested_values(text: str, other: str) -> None:
    value: dict[str, Value] = {
        "list": [text, other],
        "map": {text: other},
        "deep": {"a": {text: [other]}, "b": 1, "c": True},
    }
    assert normal(hcl_values(attributes(value, indent=0) + "\n")) == normal(value)


@SETTINGS
@given(HOSTILE)
def test_yaml_has_the_value_of_the_text(text: str) -> None:
    assert yaml.safe_load(f"x: {yaml_string(text)}\n") == {"x": text}
    assert yaml.safe_load(f"[{yaml_string(text)}]") == [text]


@SETTINGS
@given(HOSTILE)
def test_toml_has_the_value_of_the_text(text: str) -> None:
    assert tomllib.loads(f"x = {toml_string(text)}\n") == {"x": text}


@SETTINGS
@given(HOSTILE)
def test_a_workflow_finds_no_expression_of_the_text(text: str) -> None:
    """The only expressions are the literals that stand for the opening of one."""
    written = yaml.safe_load(workflow_string(text))
    assert written.replace("${{ '${{' }}", "${{") == text
    assert "${{" not in written.replace("${{ '${{' }}", "")


@SETTINGS
@given(HOSTILE.filter(lambda text: "\x00" not in text))
def test_a_shell_splits_one_word(text: str) -> None:
    assert shlex.split(shell_word(text)) == [text]


def test_a_real_shell_prints_the_words() -> None:
    texts = ["$(id)", "`id`", "a b", "'", '"', "\n", "*", "~", "${HOME}", "-n", "", "é", "!", "\\"]
    script = "printf '%s\\0' " + " ".join(map(shell_word, texts))
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == texts


@SETTINGS
@given(HOSTILE)
def test_markdown_shows_the_text_and_does_nothing(text: str) -> None:
    rendered = MarkdownIt().parseInline(f"x {markdown_text(text)}")
    (line,) = rendered
    kinds = {token.type for token in line.children or []}
    assert kinds <= {"text", "text_special"}


@SETTINGS
@given(HOSTILE)
def test_the_escapes_are_json_too_where_they_are_short(text: str) -> None:
    """What YAML, TOML and HCL share is JSON, save for the eight-digit form."""
    if all(ord(char) < 0x10000 or char.isprintable() for char in text):
        assert json.loads(yaml_string(text)) == text
