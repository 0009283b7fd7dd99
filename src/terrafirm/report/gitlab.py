"""GitLab code quality, the subset of Code Climate's issues that GitLab reads.

Source: GitLab's "Code Quality" page (required fields; severities info, minor, major, critical, blocker).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from terrafirm.model.finding import Finding, Report
from terrafirm.model.resource import NotEvaluated
from terrafirm.report import neutral
from terrafirm.report.order import GONE, in_order, not_evaluated_in_order, severity

_SEVERITY = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}


def render(report: Report) -> str:
    """All standing findings and what was not evaluated; GitLab itself compares with the target branch."""
    issues = [_issue(item) for item in in_order(report.findings) if item.change not in GONE]
    issues += [_not_evaluated(item) for item in not_evaluated_in_order(report.not_evaluated)]
    _make_unique(issues)
    return neutral.json_text(json.dumps(issues, indent=1)) + "\n"


def _issue(finding: Finding) -> dict[str, Any]:
    return _entry(
        f"{finding.message} [{finding.address}]",
        finding.rule.id,
        finding.fingerprint or _digest(finding.rule.id, finding.address),
        _SEVERITY.get(severity(finding), "major"),
        finding.location.path,
        finding.location.line,
    )


def _not_evaluated(item: NotEvaluated) -> dict[str, Any]:
    level = "major" if item.fatal else "info"
    mark = _digest("not-evaluated", item.path, item.why)
    return _entry(f"Not evaluated: {item.why}", "not-evaluated", mark, level, item.path, item.line)


def _entry(description: str, check: str, fingerprint: str, level: str, path: str, line: int) -> dict[str, Any]:
    return {
        "type": "issue",
        "description": neutral.printable(description),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": level,
        "categories": ["Security"],
        "location": {"path": neutral.printable(path.removeprefix("./")) or "-", "lines": {"begin": max(line, 1)}},
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _make_unique(issues: list[dict[str, Any]]) -> None:
    """GitLab drops the second issue of a fingerprint."""
    seen: dict[str, int] = {}
    for issue in issues:
        mark = issue["fingerprint"]
        seen[mark] = seen.get(mark, 0) + 1
        if seen[mark] > 1:
            issue["fingerprint"] = _digest(mark, str(seen[mark]))
