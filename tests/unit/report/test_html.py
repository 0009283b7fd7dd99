"""The HTML page: self-contained, and nothing runs in it but what the policy names."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

from terrafirm.model.finding import Report
from terrafirm.report.formats import render
from tests.golden.toy import NOTEBOOK, gate_report, scan_report


def _page(report: Report) -> str:
    return render("html", report)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def test_the_policy_names_exactly_the_style_and_the_script_of_the_page() -> None:
    page = _page(scan_report())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    style, script = (re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert (len(style), len(script)) == (1, 1)
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'; ")
    assert f"style-src '{_hash(style[0])}'" in allowed
    assert f"script-src '{_hash(script[0])}'" in allowed


def test_the_page_loads_nothing() -> None:
    page = _page(scan_report())
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(", page)


def test_the_frame_marks_the_expression() -> None:
    page = _page(Report("1", findings=[NOTEBOOK]))
    assert "default = <mark>&#34;Enabled&#34;</mark></pre>" in page


def test_filters_know_the_changes_only_where_there_are_some() -> None:
    assert 'id="change"' not in _page(scan_report())
    page = _page(gate_report())
    options = re.search(r'<select id="change">(.*?)</select>', page, re.DOTALL)
    assert options is not None
    assert re.findall(r'value="(\w*)"', options[1]) == ["", "introduced", "worsened", "unchanged", "fixed", "destroyed"]


def test_what_was_not_evaluated_stands_out() -> None:
    page = _page(scan_report())
    assert 'role="alert"' in page
    assert "expected &#34;}&#34; to close the block" in page


def test_the_page_of_a_change_says_first_what_the_change_does() -> None:
    report = Report(
        "1",
        findings=[
            replace(NOTEBOOK, change="unchanged", severity="critical", address="aws_x.old"),
            replace(NOTEBOOK, change="introduced", severity="low", address="aws_x.new"),
        ],
    )
    page = _page(report)
    assert "1 introduced, 0 worsened, 1 unchanged, 0 fixed" in page
    assert page.index("aws_x.new") < page.index("aws_x.old")
