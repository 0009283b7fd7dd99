"""Markdown for a comment on a pull or merge request: short, collapsible, updated in place.

The first line is a marker by which a later run finds the comment. GitHub takes 65,536 characters; the length here is
measured in UTF-8 bytes, which are never fewer.
"""

from __future__ import annotations

from collections.abc import Iterator

from terrafirm.model.finding import Finding, Report
from terrafirm.report import neutral, words
from terrafirm.report.asides import by_kind
from terrafirm.report.frame import frame
from terrafirm.report.layout import cells
from terrafirm.report.order import (
    CHANGE_TITLES,
    FOLDED,
    GONE,
    by_change,
    count_by_severity,
    is_complete,
    not_evaluated_in_order,
    severity,
    suppressions_in_order,
)

MARKER = "<!-- terrafirm -->"
MAX_LENGTH = 65_536
_RESERVE = 1_000
_MAX_LISTED = 20
_MAX_LIST = 8_000
_MAX_TEXT = 500


def render(report: Report) -> str:
    """The comment. What does not fit is counted at its end; what was not evaluated always comes before findings."""
    groups = by_change(report.findings)
    blocks = [MARKER, _headline(report, groups), *_not_evaluated(report), *_asides(report)]
    used = sum(_size(block) for block in blocks)
    left_out = 0
    for change, findings in groups:
        room = MAX_LENGTH - _RESERVE - used
        group, missing = _group(change, findings, room)
        blocks.extend(group)
        used += sum(_size(block) for block in group)
        left_out += missing
    tail = [block for block in _exceptions(report) if used + _size(block) < MAX_LENGTH - _RESERVE]
    if left_out:
        tail.append(f"**{words.count(left_out, 'more finding')} left out here**: see the full report.")
    return "\n\n".join([*blocks, *tail, _footer(report)]) + "\n"


def _size(block: str) -> int:
    return len(block.encode("utf-8", "replace")) + 2


def _headline(report: Report, groups: list[tuple[str, list[Finding]]]) -> str:
    standing = [item for change, findings in groups if change not in GONE for item in findings]
    compared = any(change for change, _ in groups)
    if compared:
        counts = {change: len(findings) for change, findings in groups}
        title = ", ".join(
            f"{counts.get(name, 0):,} {name}" for name in ("introduced", "worsened", "unchanged", "fixed")
        )
    else:
        title = words.count(len(standing), "finding") if standing else "no findings"
    lines = [f"### terrafirm: {title}"]
    decisive = [item for item in standing if item.change not in FOLDED]
    by_severity = count_by_severity(decisive)
    if decisive:
        names = [name for name, number in by_severity.items() if number]
        lines += [
            "",
            f"| {' | '.join(names)} |",
            f"|{'---:|' * len(names)}",
            f"| {' | '.join(f'{by_severity[name]:,}' for name in names)} |",
        ]
    if not is_complete(report):
        count = words.count(sum(item.fatal for item in report.not_evaluated), "place")
        lines += ["", f"**The scan is not complete**: {count} could not be read or judged."]
    return "\n".join(lines)


def _not_evaluated(report: Report) -> Iterator[str]:
    if not report.not_evaluated:
        return
    items = not_evaluated_in_order(report.not_evaluated)
    lines = [f"- {_code(words.place(item) or '-')} {_text(item.why)}" for item in items]
    yield _details(f"<b>Not evaluated</b> ({len(items):,})", _bounded(lines))


def _asides(report: Report) -> Iterator[str]:
    for kind, title, items in by_kind(report):
        lines = [f"- {_code(item.address) if item.address else ''} {_text(item.text)}" for item in items]
        if kind == "removal":
            yield f"#### {title} ({len(items):,})\n\n{_bounded(lines)}"
        else:
            yield _details(f"<b>{title}</b> ({len(items):,})", _bounded(lines))


def _bounded(lines: list[str]) -> str:
    """A list of at most twenty entries and 8,000 bytes, which says how many more there are."""
    kept, room = [], _MAX_LIST
    for line in lines[:_MAX_LISTED]:
        room -= _size(line)
        if room < 0:
            break
        kept.append(line)
    if len(kept) < len(lines):
        kept.append(f"- {len(lines) - len(kept):,} more: see the full report")
    return "\n".join(kept)


def _group(change: str, findings: list[Finding], room: int) -> tuple[list[str], int]:
    """The blocks of one change that fit into ``room``, and how many findings did not."""
    title = f"{CHANGE_TITLES[change]} ({len(findings):,})"
    room -= 2 * _size(title) + 100
    if change not in FOLDED:
        blocks = [f"#### {title}"]
        for number, finding in enumerate(findings):
            block = _finding(finding)
            room -= _size(block)
            if room < 0:
                return (blocks if number else []), len(findings) - number
            blocks.append(block)
        return blocks, 0
    lines: list[str] = []
    for finding in findings:
        line = f"- {severity(finding)} {_code(finding.address)} {_text(finding.message)}"
        room -= _size(line)
        if room < 0:
            break
        lines.append(line)
    blocks = [_details(f"<b>{title}</b>", "\n".join(lines))] if lines else []
    return blocks, len(findings) - len(lines)


def _finding(finding: Finding) -> str:
    summary = f"<b>{severity(finding).upper()}</b> <code>{_html(finding.address)}</code><br>{_html(finding.message)}"
    names = [_code(finding.rule.id), *([_text(words.equivalents(finding))] if finding.rule.equivalents else [])]
    parts = [f"{_code(words.place(finding.location) or '-')} · {' · '.join(names)}"]
    code = _frame(finding)
    if code:
        parts.append(code)
    for because in finding.because[:5]:
        via = f" via {_code(words.via(because))}" if because.via else ""
        parts.append(f"Because {_code(words.reason(because))}{via} at {_code(words.place(because.location) or '-')}.")
    parts.append(f"**Fix:** {_text(finding.rule.fix)}")
    return _details(summary, "\n\n".join(parts))


def _frame(finding: Finding) -> str:
    shown = frame(finding, 120)
    if shown is None:
        return ""
    gutter = f"{shown.location.line} | "
    lines = [gutter + shown.before + shown.marked + shown.after]
    if shown.marked:
        lines.append(" " * (cells(gutter) - 2) + "| " + " " * cells(shown.before) + "^" * cells(shown.marked))
    return neutral.markdown_block("\n".join(lines))


def _exceptions(report: Report) -> Iterator[str]:
    for title, items in (("Suppressed", report.suppressed), ("Exceptions that have ended", report.expired)):
        if not items:
            continue
        lines = []
        for item in suppressions_in_order(items):
            until = f" (until {_text(item.until)})" if item.until else ""
            what = f"{_code(item.finding.rule.id)} on {_code(item.finding.address)}"
            lines.append(f"- {what}: {_text(item.reason or 'no reason given')}{until}")
        yield _details(f"{title} ({len(items):,})", _bounded(lines))


def _footer(report: Report) -> str:
    facts = [words.count(report.resources, "resource"), words.count(report.rules, "rule"), f"{report.passes:,} passed"]
    if report.unknowns:
        facts.append(f"{report.unknowns:,} not known")
    return f"<sub>terrafirm {_html(report.version)}: {', '.join(facts)}</sub>"


def _details(summary: str, body: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"


def _text(text: str) -> str:
    return neutral.markdown(neutral.clip(text, _MAX_TEXT))


def _code(text: str) -> str:
    return neutral.markdown_code(neutral.clip(text, _MAX_TEXT))


def _html(text: str) -> str:
    return neutral.markdown_html(neutral.clip(text, _MAX_TEXT))
