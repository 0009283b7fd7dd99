"""A report as plain data and back, for another process. Rules are named by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from terrafirm.model.finding import Because, Finding, Measure, Report, Suppression
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import Verdict


def to_data(report: Report) -> dict[str, Any]:
    """The report as JSON-able data."""
    return {
        "version": report.version,
        "counts": [report.resources, report.files, report.rules, report.passes, report.unknowns],
        "findings": [_finding(item) for item in report.findings],
        "passed": [_finding(item) for item in report.passed],
        "unknown": [_finding(item) for item in report.unknown],
        "suppressed": [_suppression(item) for item in report.suppressed],
        "expired": [_suppression(item) for item in report.expired],
        "not_evaluated": [asdict(item) for item in report.not_evaluated],
        "measures": [asdict(item) for item in report.measures],
        "notes": report.notes,
        "reads": [[*key, found] for key, found in report.reads.items()],
    }


def from_data(data: Mapping[str, Any], rules: Mapping[str, Rule]) -> Report:
    """The report that :func:`to_data` described, with the rules of the pack it was made with."""
    resources, files, count, passes, unknowns = data["counts"]
    return Report(
        version=data["version"],
        resources=resources,
        files=files,
        rules=count,
        findings=[_read_finding(item, rules) for item in data["findings"]],
        passed=[_read_finding(item, rules) for item in data["passed"]],
        unknown=[_read_finding(item, rules) for item in data["unknown"]],
        suppressed=[_read_suppression(item, rules) for item in data["suppressed"]],
        expired=[_read_suppression(item, rules) for item in data["expired"]],
        not_evaluated=[NotEvaluated(**item) for item in data["not_evaluated"]],
        passes=passes,
        unknowns=unknowns,
        measures=[Measure(**item) for item in data["measures"]],
        notes=list(data["notes"]),
        reads={(kind, path): found for kind, path, found in data["reads"]},
    )


def _place(location: Location) -> list[Any]:
    return [location.path, location.line, location.column, location.end_line, location.end_column, location.text]


def _finding(finding: Finding) -> list[Any]:
    because = [[b.attribute, b.value, _place(b.location), list(b.via), b.note] for b in finding.because]
    head = [finding.rule.id, finding.verdict.value, finding.address, finding.type, _place(finding.location)]
    tail = [finding.severity, list(finding.roles), finding.owner, finding.priority, finding.fingerprint, finding.source]
    return [*head, finding.message, because, *tail, finding.change, finding.root]


def _read_finding(data: list[Any], rules: Mapping[str, Rule]) -> Finding:
    rule, verdict, address, kind, place, message, because, severity, roles, *rest = data
    reasons = tuple(
        Because(name, value, Location(*where), tuple(via), note) for name, value, where, via, note in because
    )
    return Finding(
        rules[rule], Verdict(verdict), address, kind, Location(*place), message, reasons, severity, tuple(roles),
        *rest,
    )  # fmt: skip


def _suppression(item: Suppression) -> list[Any]:
    return [_finding(item.finding), item.reason, item.until, item.comment, _place(item.location)]


def _read_suppression(data: list[Any], rules: Mapping[str, Rule]) -> Suppression:
    finding, reason, until, comment, place = data
    return Suppression(_read_finding(finding, rules), reason, until, comment, Location(*place))
