"""No text of scanned input acts where it is shown, whatever the format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from terrafirm.model.finding import Because
from terrafirm.model.resource import Location
from terrafirm.report import neutral
from terrafirm.report.formats import FORMATS, render
from terrafirm.report.rule_page import rule_page
from tests.golden.hostile import ATTACKS, finding, hostile_report
from tests.golden.toy import ROOT_ACCESS

_RAW = re.compile(f"[{neutral.UNPRINTABLE}]")
_AGENT_COMMAND = re.compile(r"(?m)##(vso)?\[|^[ \t]*::")
_HOSTILE = hostile_report()
_OUTPUT = {name: render(name, _HOSTILE) for name in FORMATS}

#: Texts made of what the formats treat specially, mixed with any characters at all.
_TEXTS = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.sampled_from("\x1b\x9b\n\r\t\0\u202e\u2028\ufeff:#[]()<>&\"'`|@=+-%,\\{}$~*_! ax1/."), max_size=40),
    st.text(max_size=20),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), max_size=10),
)


def _control_characters(text: str) -> set[str]:
    return set(_RAW.findall(text)) - {"\n"}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None)
@given(text=_TEXTS)
def test_no_raw_control_character_leaves_any_format(name: str, text: str) -> None:
    output = render(name, hostile_report((text,)))
    assert not _control_characters(output)
    output.encode("utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
@settings(max_examples=40, deadline=None)
@given(text=_TEXTS)
def test_no_line_of_any_format_is_a_workflow_command(name: str, text: str) -> None:
    assert not _AGENT_COMMAND.search(render(name, hostile_report((text,))))


@settings(max_examples=40, deadline=None)
@given(text=_TEXTS, width=st.integers(40, 60))
def test_wrapping_never_makes_a_workflow_command_of_a_table_line(text: str, width: int) -> None:
    report = hostile_report((f"x{'y' * (width - 9)}::error::{text}",))
    for color in (False, True):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", render("table", report, color=color, width=width))
        assert not _AGENT_COMMAND.search(plain)


def test_colour_is_the_only_escape_sequence_of_the_table() -> None:
    coloured = render("table", _HOSTILE, color=True, width=80)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("table", _HOSTILE, color=False, width=80)


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_json_gives_back_every_text_unchanged(text: str) -> None:
    document = json.loads(render("json", hostile_report((text,))))
    for entry in (*document["findings"], *document["suppressed"]):
        assert entry["address"] == entry["message"] == entry["path"] == text
        assert entry["because"][0]["value"] == text
    assert document["not_evaluated"][0]["why"] == text


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(render("csv", hostile_report((text,))))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@|%]", cell)]


_COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)")


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_github_annotations_stay_what_they_are(text: str) -> None:
    report = hostile_report((text,))
    *commands, summary = render("github", report).splitlines()
    lists = (report.findings, report.not_evaluated, report.drift, report.removals, report.notes)
    assert len(commands) == sum(len(listed) for listed in lists)
    assert summary.startswith("terrafirm: ")
    for command in commands:
        parsed = _COMMAND.fullmatch(command)
        assert parsed is not None
        names = [item.partition("=")[0] for item in parsed["properties"].split(",")]
        assert set(names) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(names) == len(set(names))
        assert not re.search(r"%(?!25|0A)", parsed["data"])


class _Tags(HTMLParser):
    """Collects the tags of an HTML text and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def _tags(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser


_PLAIN = _tags(render("html", hostile_report(("plain",))))


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_html_has_the_same_elements_whatever_the_names(text: str) -> None:
    found = _tags(render("html", hostile_report((text,))))
    names, plain = [tag for tag, _ in found.tags], [tag for tag, _ in _PLAIN.tags]
    assert set(names) <= set(plain)
    for tag in (
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "form",
        "option",
        "section",
        "details",
        "table",
        "tr",
    ):
        assert names.count(tag) == plain.count(tag), tag
    for tag, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")], tag
        assert attributes.get("href", "#").startswith(("#", "https://"))


@settings(max_examples=100, deadline=None)
@given(text=_TEXTS)
def test_markdown_makes_no_link_image_heading_or_element_of_a_name(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render("markdown", hostile_report((text,))))
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} <= {"text", "code_inline", "strong_open", "strong_close", "html_inline"}
    headings = [tokens[number + 1].content for number, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 4
    html = "".join(token.content for token in [*tokens, *inline] if token.type in ("html_block", "html_inline"))
    parsed = _tags(html)
    assert {tag for tag, _ in parsed.tags} <= {"details", "summary", "b", "code", "br", "sub"}
    assert not [attributes for _, attributes in parsed.tags if attributes]
    assert parsed.comments == [" terrafirm "]


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_markdown_mentions_and_refers_to_nobody(text: str) -> None:
    for output in (neutral.markdown(text), neutral.markdown_html(text)):
        shown = re.sub(r"&(amp|lt|gt|quot|#39);", "", output).replace("\\", "")
        assert not re.search(r"@[\w-]|://|(?<![&\w])#\d", shown)


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_junit_stays_well_formed(text: str) -> None:
    report = hostile_report((text,))
    root = etree.fromstring(render("junit", report).encode("utf-8"))
    cases = [*report.findings, *report.passed, *report.unknown, *report.suppressed, *report.not_evaluated]
    assert len(root.findall(".//testcase")) == len(cases)


@settings(max_examples=60, deadline=None)
@given(text=_TEXTS)
def test_sarif_locations_are_uris_and_messages_hold_no_links(text: str) -> None:
    document = json.loads(render("sarif", hostile_report((text,))))
    for result in document["runs"][0]["results"]:
        assert "](" not in result["message"]["text"]
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            artifact = place.get("physicalLocation", {}).get("artifactLocation", {"uri": "a"})
            assert re.fullmatch(r"(file:///([A-Za-z]:)?[A-Za-z0-9\-._~/%]*|[A-Za-z0-9\-._~/%]+)", artifact["uri"])
            assert not artifact["uri"].startswith("//")


def test_a_sensitive_source_line_is_in_no_format() -> None:
    report = hostile_report(("plain",))
    place = Location("main.tf", 3, 9, 3, 18, 'token = "hunter2"')
    because = Because("token", {"nested": ["(sensitive)"]}, place)
    report.findings = [finding("plain", because=(because,), location=place)]
    for name in FORMATS:
        assert "hunter2" not in render(name, report), name


def test_a_hostile_rule_of_a_custom_pack_makes_no_markup_of_its_page() -> None:
    for text in ATTACKS:
        rule = replace(ROOT_ACCESS, title=text, why=text, fix=text, differs=text, refs=(text,), aliases=(text,))
        page = rule_page(replace(rule, cases={"fail": {"a": text}, "pass": {"b": f"x = 1\n{text}"}}))
        assert not _control_characters(page)
        tokens = MarkdownIt("commonmark", {"html": True}).parse(page)
        inline = [child for token in tokens for child in token.children or ()]
        assert not [token for token in [*tokens, *inline] if token.type in ("html_block", "html_inline", "image")]
        links = [token.attrs["href"] for token in inline if token.type == "link_open"]
        assert not links
