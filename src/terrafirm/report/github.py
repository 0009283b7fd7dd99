"""GitHub annotations as workflow commands, worst first: GitHub shows ten of each level for a step.

Source: GitHub's "Workflow commands for GitHub Actions" (escapes) and the limits of annotations.
"""

from __future__ import annotations

from collections.abc import Iterator

from terrafirm.model.finding import Finding, Report
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.report import neutral, words
from terrafirm.report.asides import Aside, asides
from terrafirm.report.order import (
    GONE,
    count_by_severity,
    in_order,
    is_complete,
    not_evaluated_in_order,
    severity,
)

_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
_MAX_TEXT = 2_000


def render(report: Report) -> str:
    """One command a line and a summary line; where changes are known, only new and worse findings are annotated."""
    standing = [item for item in in_order(report.findings) if item.change not in GONE]
    shown = [item for item in standing if item.change != "unchanged"]
    lines = [_not_evaluated(item) for item in not_evaluated_in_order(report.not_evaluated)]
    lines.extend(_annotation(item) for item in shown)
    lines.extend(_aside(item) for item in asides(report))
    lines.append(_summary(report, standing, len(standing) - len(shown)))
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding) -> str:
    level = _LEVEL.get(severity(finding), "warning")
    title = f"{severity(finding)}: {finding.rule.id}"
    texts = [neutral.workflow_data(neutral.clip(text, _MAX_TEXT)) for text in _texts(finding)]
    return _command(level, finding.location, title, "%0A".join(texts))


def _texts(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield f"Resource: {finding.address}"
    for because in finding.because[:5]:
        through = f" via {words.via(because)}" if because.via else ""
        yield f"Because {words.reason(because)}{through} ({words.place(because.location)})"
    yield f"Fix: {finding.rule.fix}"


def _not_evaluated(item: NotEvaluated) -> str:
    place = Location(item.path, item.line, item.column)
    level = "error" if item.fatal else "notice"
    return _command(level, place, "not evaluated", neutral.workflow_data(neutral.clip(item.why, _MAX_TEXT)))


def _aside(item: Aside) -> str:
    level = "warning" if item.kind == "removal" else "notice"
    return _command(level, Location(""), item.kind, neutral.workflow_data(neutral.clip(item.sentence, _MAX_TEXT)))


def _command(level: str, place: Location, title: str, data: str) -> str:
    """``endColumn`` is only understood on a single line; ours ends exclusively, an annotation's inclusively."""
    properties: dict[str, str | int] = {}
    if place.path:
        properties["file"] = place.path.removeprefix("./")
    if place.line:
        properties["line"] = place.line
        properties["endLine"] = max(place.end_line, place.line)
        if place.column and place.end_line in (0, place.line):
            properties["col"] = place.column
            properties["endColumn"] = max(place.end_column - 1, place.column)
    properties["title"] = title
    listed = ",".join(f"{name}={neutral.workflow_property(str(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{data}"


def _summary(report: Report, standing: list[Finding], unchanged: int) -> str:
    counts = ", ".join(f"{number:,} {name}" for name, number in count_by_severity(standing).items() if number)
    parts = [f"terrafirm: {words.count(len(standing), 'finding')}" + (f" ({counts})" if counts else "")]
    if unchanged:
        parts.append(f"{unchanged:,} of them unchanged and not annotated")
    if report.suppressed:
        parts.append(f"{len(report.suppressed):,} suppressed")
    if report.unknowns:
        parts.append(f"{report.unknowns:,} not known")
    if report.not_evaluated:
        state = "not evaluated" if is_complete(report) else "not evaluated: the scan is not complete"
        parts.append(f"{words.count(len(report.not_evaluated), 'place')} {state}")
    return "; ".join(parts)
