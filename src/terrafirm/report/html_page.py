"""One self-contained HTML page: findings with code frames, filters in plain JavaScript, the rules behind them.

It loads nothing: the content security policy allows only the style and the script inside, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2

from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.rule import Rule
from terrafirm.report import neutral, words
from terrafirm.report.asides import by_kind
from terrafirm.report.frame import frame
from terrafirm.report.order import (
    CHANGES,
    GONE,
    by_change,
    count_by_severity,
    in_order,
    is_complete,
    not_evaluated_in_order,
    severity,
    suppressions_in_order,
)
from terrafirm.report.rule_page import example

_PAGE = Path(__file__).parent / "page"


def render(report: Report) -> str:
    """The page. Every value passes :func:`terrafirm.report.neutral.printable` and then HTML escaping."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    style, script = ((_PAGE / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    template = environment.get_template("report.html.j2")
    texts = {"style": style, "script": script, "policy": _policy(style, script)}
    return template.render(_context(report) | texts) + "\n"


def _finalize(value: object) -> object:
    return neutral.printable(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _context(report: Report) -> dict[str, Any]:
    standing = [item for item in report.findings if item.change not in GONE]
    listed = [*report.findings, *report.unknown, *(item.finding for item in report.suppressed)]
    rules = {item.rule.id: item.rule for item in [*listed, *report.passed]}
    rows = list(_rows(report))
    found = {item.change for item in report.findings}
    return {
        "version": report.version,
        "headline": _headline(report, standing),
        "counts": count_by_severity(standing),
        "facts": _facts(report),
        "complete": is_complete(report),
        "fatal": words.count(sum(item.fatal for item in report.not_evaluated), "place"),
        "rows": rows,
        "changes": [name for name in CHANGES if name and name in found],
        "statuses": list(dict.fromkeys(row["status"] for row in rows)),
        "rules": [_rule(rules[name]) for name in sorted(rules)],
        "not_evaluated": [
            {"place": words.place(item), "why": item.why, "fatal": item.fatal}
            for item in not_evaluated_in_order(report.not_evaluated)
        ],
        "asides": by_kind(report),
        "expired": [
            {
                "place": words.place(item.location),
                "rule": item.finding.rule.id,
                "address": item.finding.address,
                "exception": _exception(item),
            }
            for item in suppressions_in_order(report.expired)
        ],
    }


def _headline(report: Report, standing: list[Finding]) -> str:
    """What a reader asks first: of a change what it does, else how much is wrong."""
    counts = {change: len(findings) for change, findings in by_change(report.findings)}
    if not any(counts):
        return words.count(len(standing), "finding")
    return ", ".join(f"{counts.get(name, 0):,} {name}" for name in ("introduced", "worsened", "unchanged", "fixed"))


def _facts(report: Report) -> str:
    judged = f"{words.count(report.resources, 'resource')} in {words.count(report.files, 'file')}"
    verdicts = f"{report.passes:,} passed, {report.unknowns:,} not known, {len(report.suppressed):,} suppressed"
    return f"{judged}, {words.count(report.rules, 'rule')}: {verdicts}"


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for _, findings in by_change(report.findings):
        yield from (_row(finding, "fail") for finding in findings)
    for item in suppressions_in_order(report.suppressed):
        yield _row(item.finding, "suppressed", _exception(item))
    for finding in in_order(report.unknown):
        yield _row(finding, "unknown")
    for finding in in_order(report.passed):
        yield _row(finding, "pass")


def _row(finding: Finding, status: str, exception: str = "") -> dict[str, Any]:
    about = [*finding.roles, *([f"owner {finding.owner}"] if finding.owner else [])]
    return {
        "severity": severity(finding),
        "status": status,
        "change": finding.change,
        "rule": finding.rule.id,
        "message": finding.message,
        "address": finding.address,
        "place": words.place(finding.location),
        "frame": _frame(finding),
        "because": [
            {"reason": words.reason(item), "via": words.via(item), "place": words.place(item.location)}
            for item in finding.because
        ],
        "exception": exception,
        "fix": finding.rule.fix,
        "about": " · ".join(about),
        "fingerprint": finding.fingerprint,
    }


def _frame(finding: Finding) -> dict[str, str] | None:
    shown = frame(finding)
    if shown is None:
        return None
    place = shown.location
    parts = {"before": shown.before, "marked": shown.marked, "after": shown.after}
    return {"place": words.place(place), "number": str(place.line)} | parts


def _exception(item: Suppression) -> str:
    return f"{item.reason or 'no reason given'} ({words.held_by(item)})"


def _rule(rule: Rule) -> dict[str, Any]:
    examples = [("Avoid", example(rule, "fail")), ("Prefer", example(rule, "pass"))]
    groups = [("Controls", rule.controls), ("Same check elsewhere", rule.equivalents)]
    ids = [
        (title, "; ".join(f"{name}: {', '.join(group[name])}" for name in sorted(group)))
        for title, group in groups
        if group
    ]
    differs = [("Where it differs", rule.differs)] if rule.differs else []
    kind = "data sources" if rule.select.mode == "data" else "resources"
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "category": rule.category,
        "subject": f"{kind} of type {', '.join(rule.select.types)}",
        "why": rule.why,
        "fix": rule.fix,
        "examples": [(title, neutral.printable_lines(text).split("\n")) for title, text in examples if text],
        "ids": [*ids, *differs],
        "refs": [url for url in rule.refs if neutral.link(url)],
    }
