"""CSV for spreadsheets: one row for each finding, suppressed finding, listed verdict place not evaluated and aside."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from terrafirm.model.finding import Finding, Report
from terrafirm.report import neutral, words
from terrafirm.report.asides import asides
from terrafirm.report.order import in_order, not_evaluated_in_order, severity, suppressions_in_order

COLUMNS = (
    "severity",
    "status",
    "rule",
    "title",
    "category",
    "address",
    "type",
    "roles",
    "path",
    "line",
    "column",
    "message",
    "because",
    "remediation",
    "controls",
    "equivalents",
    "owner",
    "priority",
    "change",
    "fingerprint",
    "exception",
)


def render(report: Report) -> str:
    """The rows under their header; ``status`` is a verdict, suppressed, not evaluated or the kind of an aside."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(report):
        writer.writerow([neutral.csv_cell(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, str]]:
    for item in not_evaluated_in_order(report.not_evaluated):
        where = {"path": item.path, "line": _number(item.line), "column": _number(item.column)}
        yield {"status": "not evaluated", "message": item.why} | where
    for aside in asides(report):
        yield {"status": aside.kind, "address": aside.address, "message": aside.text}
    for finding in in_order(report.findings):
        yield _row(finding, "fail")
    for suppression in suppressions_in_order(report.suppressed):
        until = f" (until {suppression.until})" if suppression.until else ""
        note = f"{suppression.reason or 'no reason given'}{until}"
        yield _row(suppression.finding, "suppressed") | {"exception": note}
    for finding in in_order(report.unknown):
        yield _row(finding, "unknown")
    for finding in in_order(report.passed):
        yield _row(finding, "pass")


def _row(finding: Finding, status: str) -> dict[str, str]:
    place, rule = finding.location, finding.rule
    return {
        "severity": severity(finding),
        "status": status,
        "rule": rule.id,
        "title": rule.title,
        "category": rule.category,
        "address": finding.address,
        "type": finding.type,
        "roles": " ".join(finding.roles),
        "path": place.path,
        "line": _number(place.line),
        "column": _number(place.column),
        "message": finding.message,
        "because": "; ".join(f"{words.reason(item)} at {words.place(item.location)}" for item in finding.because),
        "remediation": rule.fix,
        "controls": " ".join(words.controls(finding)),
        "equivalents": words.equivalents(finding),
        "owner": finding.owner,
        "priority": str(finding.priority),
        "change": finding.change,
        "fingerprint": finding.fingerprint,
    }


def _number(number: int) -> str:
    return str(number) if number else ""
