"""The JSON report, ``terrafirm.report/1``: one entry a line, so that it can be compared line by line.

Values are exact, as the run saw them; everything but plain ASCII is escaped, so that printing it is harmless.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from terrafirm.model.finding import Because, Finding, Measure, Report, Suppression
from terrafirm.model.resource import NotEvaluated
from terrafirm.model.rule import Rule
from terrafirm.report import neutral
from terrafirm.report.order import (
    GONE,
    count_by_severity,
    in_order,
    not_evaluated_in_order,
    severity,
    suppressions_in_order,
)

SCHEMA = "terrafirm.report/1"
_ENCODER = json.JSONEncoder(default=str)


def render(report: Report) -> str:
    """The report as JSON text; its schema is ``schema/report-1.schema.json`` beside this module."""
    sections = {
        "schema": json.dumps(SCHEMA),
        "tool": _line({"version": report.version}),
        "summary": _line(summary(report)),
        "findings": _findings(report.findings),
        "passed": _findings(report.passed),
        "unknown": _findings(report.unknown),
        "suppressed": _lines(suppression(item) for item in suppressions_in_order(report.suppressed)),
        "expired": _lines(suppression(item) for item in suppressions_in_order(report.expired)),
        "not_evaluated": _lines(not_evaluated(item) for item in not_evaluated_in_order(report.not_evaluated)),
        "removals": _lines(asdict(item) for item in report.removals),
        "drift": _lines(asdict(item) for item in report.drift),
        "measures": _lines(_measure(item) for item in report.measures),
        "notes": _line(report.notes),
    }
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in sections.items()) + "\n}\n"


def summary(report: Report) -> dict[str, Any]:
    """The counts of a report."""
    standing = [item for item in report.findings if item.change not in GONE]
    return {
        "resources": report.resources,
        "files": report.files,
        "rules": report.rules,
        "verdicts": {"pass": report.passes, "fail": len(standing), "unknown": report.unknowns},
        "by_severity": count_by_severity(standing),
        "suppressed": len(report.suppressed),
        "expired": len(report.expired),
        "not_evaluated": len(report.not_evaluated),
    }


def finding(item: Finding) -> dict[str, Any]:
    """One finding; ``change`` and ``source`` only where there is something to say."""
    return _names(item.rule) | _facts(item) | _advice(item.rule)


def _findings(items: Iterable[Finding]) -> str:
    """Findings in order, each as :func:`finding` has it; what they say of their rule is serialised once."""
    known: dict[int, tuple[str, str]] = {}

    def line(item: Finding) -> str:
        rule = item.rule
        texts = known.get(id(rule))
        if texts is None:
            texts = known[id(rule)] = _members(_names(rule)), _members(_advice(rule))
        return f"{{{texts[0]}, {_members(_facts(item))}, {texts[1]}}}"

    return _list(line(item) for item in in_order(items))


def _names(rule: Rule) -> dict[str, Any]:
    return {"rule": rule.id, "title": rule.title, "category": rule.category}


def _facts(item: Finding) -> dict[str, Any]:
    place = item.location
    entry = {
        "verdict": item.verdict.value,
        "severity": severity(item),
        "address": item.address,
        "type": item.type,
        "roles": item.roles,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "root": item.root,
        "message": item.message,
        "because": [_because(reason) for reason in item.because],
        "owner": item.owner,
        "priority": item.priority,
        "fingerprint": item.fingerprint,
    }
    if item.change:
        entry["change"] = item.change
    if item.source:
        entry["source"] = item.source
    return entry


def _advice(rule: Rule) -> dict[str, Any]:
    return {"remediation": rule.fix, "controls": dict(rule.controls), "equivalents": dict(rule.equivalents)}


def suppression(item: Suppression) -> dict[str, Any]:
    """The finding that is held back, and the exception that does it."""
    exception = {
        "reason": item.reason,
        "until": item.until,
        "comment": item.comment,
        "path": item.location.path,
        "line": item.location.line,
    }
    return finding(item.finding) | {"suppression": exception}


def not_evaluated(item: NotEvaluated) -> dict[str, Any]:
    """Something that was not judged."""
    return {"path": item.path, "line": item.line, "column": item.column, "why": item.why, "fatal": item.fatal}


def _measure(item: Measure) -> dict[str, Any]:
    entry = {**asdict(item), "verdict": item.verdict.value}
    if not item.change:
        del entry["change"]
    return entry


def _because(item: Because) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "attribute": item.attribute,
        "value": item.value,
        "path": item.location.path,
        "line": item.location.line,
        "column": item.location.column,
        "via": item.via,
    }
    return entry | ({"note": item.note} if item.note else {})


def _line(value: object) -> str:
    return neutral.json_text(_ENCODER.encode(value))


def _members(value: dict[str, Any]) -> str:
    """The members of an object, without its braces."""
    return _line(value)[1:-1]


def _lines(entries: Iterable[dict[str, Any]]) -> str:
    return _list(_line(entry) for entry in entries)


def _list(lines: Iterable[str]) -> str:
    text = ",\n".join(lines)
    return f"[\n{text}\n]" if text else "[]"
