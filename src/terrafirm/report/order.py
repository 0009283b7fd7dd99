"""The one order of findings in every format, and the facts of a report that several formats need."""

from __future__ import annotations

from collections.abc import Iterable

from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.resource import NotEvaluated
from terrafirm.model.rule import SEVERITIES

#: Severities, worst first.
WORST_FIRST = tuple(reversed(SEVERITIES))
#: What a comparison says of a finding, in the order in which readers need it; nothing means no comparison was made.
CHANGES = ("introduced", "worsened", "", "unchanged", "fixed", "destroyed")
#: Changes that are no problem of the new state any more.
GONE = ("fixed", "destroyed")
#: Changes of which readers of a change need no details.
FOLDED = ("unchanged", *GONE)
#: The heading of the findings of each change.
CHANGE_TITLES = {
    "introduced": "Introduced by this change",
    "worsened": "Worsened by this change",
    "": "Findings",
    "unchanged": "Unchanged",
    "fixed": "Fixed by this change",
    "destroyed": "Gone with their resources",
}


def severity(finding: Finding) -> str:
    """The finding's own severity, else its rule's."""
    return finding.severity or finding.rule.severity


def _key(finding: Finding) -> tuple[int, str, int, int, str, str, str]:
    place = finding.location
    rank = WORST_FIRST.index(severity(finding)) if severity(finding) in WORST_FIRST else len(WORST_FIRST)
    return (rank, place.path, place.line, place.column, finding.address, finding.rule.id, finding.fingerprint)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first, then by path, line, address and rule."""
    return sorted(findings, key=_key)


def suppressions_in_order(suppressions: Iterable[Suppression]) -> list[Suppression]:
    """In the order of their findings."""
    return sorted(suppressions, key=lambda item: _key(item.finding))


def not_evaluated_in_order(items: Iterable[NotEvaluated]) -> list[NotEvaluated]:
    """What makes the run fail first, then by path and line."""
    return sorted(items, key=lambda item: (not item.fatal, item.path, item.line, item.column, item.why))


def by_change(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings of each change, in the order of :data:`CHANGES`; changes without findings are left out."""
    groups: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        groups.setdefault(finding.change if finding.change in CHANGES else "", []).append(finding)
    return [(change, groups[change]) for change in CHANGES if change in groups]


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, worst first, zeros included."""
    counts = dict.fromkeys(WORST_FIRST, 0)
    for finding in findings:
        counts[severity(finding)] = counts.get(severity(finding), 0) + 1
    return counts


def is_complete(report: Report) -> bool:
    """Whether everything could be read and judged."""
    return not any(item.fatal for item in report.not_evaluated)
