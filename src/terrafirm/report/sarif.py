"""SARIF 2.1.0 for code scanning: one document, split into runs that GitHub accepts.

Source: "OASIS SARIF 2.1.0"; GitHub's "SARIF support for code scanning" for limits (25,000 results a run, 20 runs
a file, 20 tags a rule, 1,000 locations a result), ``security-severity`` and ``primaryLocationLineHash``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import Rule
from terrafirm.report import neutral, words
from terrafirm.report.asides import Aside, asides
from terrafirm.report.order import (
    in_order,
    is_complete,
    not_evaluated_in_order,
    severity,
    suppressions_in_order,
)
from terrafirm.report.rule_page import rule_page

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 24_999
MAX_RUNS = 20
MAX_TAGS = 20
MAX_NOTIFICATIONS = 5_000
#: A finding, and the exception that holds it back if there is one.
Result = tuple[Finding, Suppression | None]
_ROOT = "%SRCROOT%"
_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
#: Inside the bands of GitHub: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low.
_SCORE = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5"}
_BASELINE = {
    "introduced": "new",
    "worsened": "updated",
    "unchanged": "unchanged",
    "fixed": "absent",
    "destroyed": "absent",
}


def render(report: Report) -> str:
    """The report as SARIF text. Passed and unknown verdicts are only counted: code scanning shows all as alerts."""
    results: list[Result] = [(item, None) for item in in_order(report.findings)]
    results += [(item.finding, item) for item in suppressions_in_order(report.suppressed)]
    chunks, left_out = split(results)
    runs = [_run(report, chunk, part, len(chunks), left_out) for part, chunk in enumerate(chunks, 1)]
    document = {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": runs}
    return neutral.json_text(json.dumps(document, default=str)) + "\n"


def split(results: list[Result]) -> tuple[list[list[Result]], int]:
    """The results of each run, at least one run, and how many results no run has room for."""
    kept = results[: MAX_RESULTS * MAX_RUNS]
    chunks = [kept[start : start + MAX_RESULTS] for start in range(0, len(kept), MAX_RESULTS)]
    return chunks or [[]], len(results) - len(kept)


def _run(report: Report, chunk: list[Result], part: int, parts: int, left_out: int) -> dict[str, Any]:
    rules = sorted({finding.rule.id: finding.rule for finding, _ in chunk}.values(), key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    driver = {"name": "terrafirm", "version": report.version, "rules": [_rule(rule) for rule in rules]}
    verdicts = {"pass": report.passes, "fail": len(report.findings), "unknown": report.unknowns}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The directory in which terrafirm ran."}}},
        "invocations": [_invocation(report, part, left_out)],
        "results": [_result(finding, suppression, index) for finding, suppression in chunk],
        "properties": {"resources": report.resources, "rules": report.rules, "verdicts": verdicts},
    }
    if parts > 1:
        # runs of one file need different categories; a single run leaves the category to the upload
        run["automationDetails"] = {"id": f"terrafirm/part-{part}/"}
    return run


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule_page(rule)
    groups = [f"{name}/{item}" for name in sorted(rule.controls) for item in rule.controls[name]]
    entry: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": neutral.sarif_message(rule.title)},
        "fullDescription": {"text": neutral.sarif_message(rule.why)},
        "help": {"text": neutral.sarif_message(f"{rule.why} Fix: {rule.fix}"), "markdown": page},
        "defaultConfiguration": {"level": _LEVEL.get(rule.severity, "warning")},
        "properties": {
            "security-severity": _SCORE.get(rule.severity, "5.5"),
            "precision": "very-high",
            "tags": [neutral.printable(tag) for tag in ["security", rule.category, *groups][:MAX_TAGS]],
            "equivalents": {name: list(ids) for name, ids in sorted(rule.equivalents.items())},
        },
    }
    help_uri = next((url for url in rule.refs if neutral.link(url)), "")
    if help_uri:
        entry["helpUri"] = help_uri
    return entry


def _invocation(report: Report, part: int, left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": is_complete(report)}
    if part == 1:
        items = not_evaluated_in_order(report.not_evaluated)
        notes = [_notification(item) for item in items[:MAX_NOTIFICATIONS]]
        if len(items) > MAX_NOTIFICATIONS:
            more = words.count(len(items) - MAX_NOTIFICATIONS, "more place")
            notes.append({"level": "error", "message": {"text": f"{more} not evaluated: see the JSON report"}})
        notes.extend(_aside(item) for item in asides(report)[:MAX_NOTIFICATIONS])
        if left_out:
            text = f"{words.count(left_out, 'finding')} left out: a SARIF file holds {MAX_RUNS} runs of {MAX_RESULTS:,}"
            notes.append({"level": "error", "message": {"text": f"{text}; see the JSON report"}})
        invocation["toolExecutionNotifications"] = notes
    return invocation


def _aside(item: Aside) -> dict[str, Any]:
    level = "warning" if item.kind == "removal" else "note"
    return {
        "descriptor": {"id": item.kind},
        "level": level,
        "message": {"text": neutral.sarif_message(item.sentence)},
    }


def _notification(item: NotEvaluated) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "descriptor": {"id": "not-evaluated"},
        "level": "error" if item.fatal else "warning",
        "message": {"text": neutral.sarif_message(f"Not evaluated: {item.why}")},
    }
    physical = _physical(Location(item.path, item.line, item.column))
    return entry | ({"locations": [{"physicalLocation": physical}]} if physical else {})


def _result(finding: Finding, suppression: Suppression | None, index: dict[str, int]) -> dict[str, Any]:
    rule = finding.rule
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": neutral.printable(finding.address), "kind": "resource"}]
    }
    physical = _physical(finding.location)
    if physical:
        location["physicalLocation"] = physical
    entry: dict[str, Any] = {
        "ruleId": rule.id,
        "ruleIndex": index[rule.id],
        "level": _LEVEL.get(severity(finding), "warning"),
        "message": {"text": neutral.sarif_message(finding.message)},
        "locations": [location],
        "partialFingerprints": {
            "terrafirm/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        },
        "properties": _properties(finding),
    }
    related = list(_related(finding))
    if related:
        entry["relatedLocations"] = related
    if finding.change in _BASELINE:
        entry["baselineState"] = _BASELINE[finding.change]
    if suppression is not None:
        entry["suppressions"] = [_suppression(suppression)]
    return entry


def _properties(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "severity": severity(finding),
        "address": finding.address,
        "type": finding.type,
        "roles": list(finding.roles),
        "owner": finding.owner,
        "change": finding.change,
        "source": finding.source,
    }
    return {name: item for name, item in found.items() if item}


def _related(finding: Finding) -> Iterable[dict[str, Any]]:
    for number, because in enumerate(finding.because[:100]):
        physical = _physical(because.location)
        if not physical:
            continue
        path = f" (via {words.via(because)})" if because.via else ""
        text = neutral.sarif_message(words.reason(because) + path)
        yield {"id": number, "physicalLocation": physical, "message": {"text": text}}


def _suppression(item: Suppression) -> dict[str, Any]:
    until = f" (until {item.until})" if item.until else ""
    old = item.comment == "baseline"
    by = "" if old else f", by a {item.comment} comment"
    reason = neutral.sarif_message(f"{item.reason or 'no reason given'}{until}{by}")
    kind = "external" if old else "inSource"
    entry: dict[str, Any] = {"kind": kind, "status": "accepted", "justification": reason}
    if old:
        return entry
    physical = _physical(Location(item.location.path, item.location.line))
    return entry | ({"location": {"physicalLocation": physical}} if physical else {})


def _physical(location: Location) -> dict[str, Any]:
    if not location.path:
        return {}
    uri = neutral.uri(location.path)
    artifact = {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if location.line:
        physical["region"] = _region(location)
    return physical


def _region(location: Location) -> dict[str, int]:
    """SARIF's columns count from 1 and end exclusively, as ours do; an end is only written where it is known."""
    region = {"startLine": location.line}
    if location.column:
        region["startColumn"] = location.column
    if location.end_line >= location.line:
        region["endLine"] = location.end_line
        if location.column and location.end_column:
            region["endColumn"] = location.end_column
    return region
