"""SARIF: exact regions, runs that GitHub accepts, nothing hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from terrafirm.model.finding import Report
from terrafirm.model.resource import Location
from terrafirm.report.formats import render
from terrafirm.report.sarif import MAX_RESULTS, MAX_RUNS, split
from tests.golden.toy import LOGS, NOTEBOOK, empty_report, gate_report, scan_report


def _document(report: Report) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render("sarif", report))
    return document


def _run(report: Report) -> dict[str, Any]:
    run: dict[str, Any] = _document(report)["runs"][0]
    return run


def test_a_region_spans_the_expression_and_counts_from_one() -> None:
    result = _run(Report("1", findings=[NOTEBOOK]))["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 12, "startColumn": 17, "endLine": 12, "endColumn": 25}
    text = NOTEBOOK.location.text
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == "var.root"


def test_a_place_that_is_not_known_has_no_region() -> None:
    results = [
        _run(Report("1", findings=[replace(NOTEBOOK, location=place)]))["results"][0]["locations"][0]
        for place in (Location("state.json"), Location(""))
    ]
    assert results[0]["physicalLocation"] == {"artifactLocation": {"uri": "state.json", "uriBaseId": "%SRCROOT%"}}
    assert "physicalLocation" not in results[1]
    assert results[1]["logicalLocations"][0]["fullyQualifiedName"] == NOTEBOOK.address


def test_paths_become_encoded_relative_uris() -> None:
    paths = {
        "./a/b.tf": "a/b.tf",
        "modules/größe x.tf": "modules/gr%C3%B6%C3%9Fe%20x.tf",
        "a:b#c?d%e.tf": "a%3Ab%23c%3Fd%25e.tf",
        "win\\dir\\main.tf": "win/dir/main.tf",
        "name\udcff.tf": "name%FF.tf",
    }
    for path, uri in paths.items():
        location = _run(Report("1", findings=[replace(LOGS, location=Location(path, 1))]))["results"][0]["locations"][0]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_an_absolute_path_is_no_relative_uri() -> None:
    location = _run(Report("1", findings=[replace(LOGS, location=Location("/srv/a b.tf", 1))]))["results"][0][
        "locations"
    ]
    assert location[0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///srv/a%20b.tf"}


def test_what_was_not_evaluated_fails_the_run_and_says_where() -> None:
    invocation = _run(scan_report())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    notes = invocation["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["error", "error", "warning"]
    place = notes[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "broken.tf"
    assert place["region"]["startLine"] == 14
    assert _run(empty_report())["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_each_result_points_at_its_rule_with_help_and_score() -> None:
    run = _run(scan_report())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [rule["id"] for rule in rules] == ["toy-bucket-public", "toy-log-retention", "toy-notebook-root"]
    assert [rule["properties"]["security-severity"] for rule in rules] == ["9.5", "2.5", "8.0"]
    assert all(rule["help"]["markdown"].startswith("# ") for rule in rules)
    assert rules[2]["properties"]["tags"][:2] == ["security", "hardening"]


def test_tags_stay_within_what_github_takes() -> None:
    rule = replace(NOTEBOOK.rule, controls={"csa-ai": tuple(f"1.{number}" for number in range(50))})
    run = _run(Report("1", findings=[replace(NOTEBOOK, rule=rule)]))
    assert len(run["tool"]["driver"]["rules"][0]["properties"]["tags"]) == 20


def test_a_fingerprint_does_not_change_with_the_line() -> None:
    moved = replace(NOTEBOOK, location=replace(NOTEBOOK.location, line=99, end_line=99))
    first, second = (_run(Report("1", findings=[item]))["results"][0] for item in (NOTEBOOK, moved))
    assert first["partialFingerprints"] == second["partialFingerprints"]


def test_a_suppressed_finding_carries_its_exception() -> None:
    results = [item for item in _run(scan_report())["results"] if "suppressions" in item]
    assert len(results) == 2
    suppression = results[1]["suppressions"][0]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "kept elsewhere (until 2027-01-31), by a terrafirm comment"
    assert suppression["location"]["physicalLocation"]["region"] == {"startLine": 2}


def test_a_finding_of_the_baseline_is_suppressed_from_outside() -> None:
    held = [item["suppressions"] for item in _run(gate_report())["results"] if "suppressions" in item]
    assert held == [[{"kind": "external", "status": "accepted", "justification": "in baseline.json"}]]


def test_what_a_plan_destroys_is_a_warning() -> None:
    notes = _run(gate_report())["invocations"][0]["toolExecutionNotifications"]
    assert [(note["descriptor"]["id"], note["level"]) for note in notes] == [
        ("removal", "warning"),
        ("drift", "note"),
        ("drift", "note"),
        ("note", "note"),
    ]


def test_changes_become_baseline_states() -> None:
    results = [item for item in _run(gate_report())["results"] if "suppressions" not in item]
    states = {item["properties"]["change"]: item["baselineState"] for item in results}
    assert states == {
        "introduced": "new",
        "worsened": "updated",
        "unchanged": "unchanged",
        "fixed": "absent",
        "destroyed": "absent",
    }


def test_sixty_thousand_findings_are_split_below_the_limit_of_a_run() -> None:
    findings = [
        replace(LOGS, address=f"aws_cloudwatch_log_group.g[{number}]", fingerprint=f"{number:032x}")
        for number in range(60_000)
    ]
    runs = _document(Report("1", findings=findings))["runs"]
    assert [len(run["results"]) for run in runs] == [24_999, 24_999, 10_002]
    assert len({run["automationDetails"]["id"] for run in runs}) == 3
    marks = {result["partialFingerprints"]["terrafirm/v1"] for run in runs for result in run["results"]}
    assert len(marks) == 60_000


def test_a_single_run_leaves_the_category_to_the_upload() -> None:
    assert "automationDetails" not in _run(scan_report())


def test_what_no_run_has_room_for_is_counted() -> None:
    room = MAX_RESULTS * MAX_RUNS
    chunks, left_out = split([(LOGS, None)] * (room + 5))
    assert (len(chunks), left_out) == (MAX_RUNS, 5)
    assert max(len(chunk) for chunk in chunks) < 25_000
    assert split([]) == ([[]], 0)
