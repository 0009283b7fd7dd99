"""GitHub annotations, GitLab reports, CSV, JUnit and JSON: levels, counts and what is left out on purpose."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from lxml import etree

from terrafirm.model.errors import UsageError
from terrafirm.model.finding import Report
from terrafirm.report.formats import FORMATS, render
from tests.golden.toy import BUCKET, LOGS, NOTEBOOK, empty_report, gate_report, scan_report


def test_every_format_renders_a_clean_report() -> None:
    for name in FORMATS:
        assert render(name, empty_report()).endswith("\n")


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="pdf"):
        render("pdf", empty_report())


def test_github_annotates_the_expression_with_inclusive_columns() -> None:
    first = render("github", Report("1", findings=[NOTEBOOK])).splitlines()[0]
    assert first.startswith(
        "::error file=modules/lab/main.tf,line=12,endLine=12,col=17,endColumn=24,title=high%3A toy-notebook-root::"
    )
    assert "%0AFix: Set root_access" in first


def test_github_gives_no_columns_to_an_expression_over_several_lines() -> None:
    first = render("github", Report("1", findings=[BUCKET])).splitlines()[0]
    assert first.startswith("::error file=main.tf,line=21,endLine=24,title=critical%3A")


def test_github_annotates_only_what_a_change_makes_worse() -> None:
    lines = render("github", gate_report()).splitlines()
    asides = ["::warning", "::notice", "::notice", "::notice"]
    assert [line.partition(" ")[0] for line in lines[:-1]] == ["::error", "::error", "::notice", *asides]
    assert "1 of them unchanged and not annotated" in lines[-1]


def test_gitlab_severities_keep_our_order() -> None:
    issues = json.loads(render("gitlab", Report("1", findings=[LOGS, NOTEBOOK, BUCKET])))
    assert [issue["severity"] for issue in issues] == ["blocker", "critical", "minor"]


def test_gitlab_leaves_out_what_is_gone_and_keeps_what_was_not_evaluated() -> None:
    assert len(json.loads(render("gitlab", gate_report()))) == 4
    names = [issue["check_name"] for issue in json.loads(render("gitlab", scan_report()))]
    assert names.count("not-evaluated") == 3


def test_gitlab_sast_says_that_a_scan_failed() -> None:
    scan = json.loads(render("gitlab-sast", scan_report()))["scan"]
    assert (scan["status"], len(scan["messages"])) == ("failure", 3)
    assert json.loads(render("gitlab-sast", empty_report()))["scan"]["status"] == "success"


def test_csv_has_a_row_for_everything() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", scan_report()))))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    assert counts == {"not evaluated": 3, "fail": 4, "suppressed": 2, "unknown": 1, "pass": 1}


def test_junit_fails_for_what_a_change_does_and_skips_what_stood_before() -> None:
    findings = [
        replace(NOTEBOOK, change=change, address=change)
        for change in ("introduced", "worsened", "unchanged", "fixed", "destroyed")
    ]
    root = etree.fromstring(render("junit", Report("1", findings=findings)).encode("utf-8"))
    assert (root.get("tests"), root.get("failures")) == ("5", "2")
    assert [case.get("classname") for case in root.iter("testcase") if case.find("skipped") is not None] == [
        "unchanged"
    ]


def test_junit_counts_agree_with_its_cases() -> None:
    root = etree.fromstring(render("junit", scan_report()).encode("utf-8"))
    for element in (root, *root.findall("testsuite")):
        assert element.get("tests") == str(len(element.findall(".//testcase")))
        assert element.get("failures") == str(len(element.findall(".//failure")))
        assert element.get("errors") == str(len(element.findall(".//error")))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("11", "4", "2")


def test_json_counts_agree_with_its_lists() -> None:
    document = json.loads(render("json", scan_report()))
    summary = document["summary"]
    assert summary["verdicts"] == {"pass": 1, "fail": len(document["findings"]), "unknown": 1}
    assert sum(summary["by_severity"].values()) == len(document["findings"])
    assert summary["suppressed"] == len(document["suppressed"])


def test_json_has_change_only_in_a_comparison() -> None:
    assert "change" not in json.loads(render("json", scan_report()))["findings"][0]
    changes = {item["change"] for item in json.loads(render("json", gate_report()))["findings"]}
    assert changes == {"introduced", "worsened", "unchanged", "fixed", "destroyed"}
