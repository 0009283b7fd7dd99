"""The table for people at a terminal: findings by file and resource with code frames, then totals.

Laid out without a library: importing one costs more than the whole scan of a small repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from terrafirm.model.finding import Because, Finding, Report, Suppression
from terrafirm.model.resource import NotEvaluated
from terrafirm.report import neutral, words
from terrafirm.report.asides import by_kind
from terrafirm.report.frame import Frame, frame, lead
from terrafirm.report.layout import Canvas, cells
from terrafirm.report.order import (
    CHANGE_TITLES,
    FOLDED,
    GONE,
    by_change,
    count_by_severity,
    in_order,
    is_complete,
    not_evaluated_in_order,
    severity,
    suppressions_in_order,
)

#: What differs in the reasons for one place when several root modules call it.
_CALLER = re.compile(r'module\.[\w.\[\]"-]+|-chdir=\S+')
_BODY = 4
_LABEL = 13
_MAX_REASONS = 5


def render(report: Report, *, color: bool = False, width: int = 100) -> str:
    """The report as text of at most ``width`` columns (40 at least); without ``color`` it holds no escape sequence."""
    canvas = Canvas(width, color=color)
    for path, findings in _by_file([item for item in report.findings if item.change not in FOLDED]):
        _file(canvas, path, findings)
    _folded(canvas, report)
    _other_verdicts(canvas, report)
    _suppressed(canvas, [item for item in report.suppressed if item.comment != "baseline"])
    _expired(canvas, report.expired)
    _asides(canvas, report)
    _not_evaluated(canvas, report)
    _totals(canvas, report)
    return neutral.log_lines(canvas.text())


def _by_file(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """Files in the order of their worst finding."""
    files: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        files.setdefault(finding.location.path, []).append(finding)
    return [(path, _by_resource(group)) for path, group in files.items()]


def _by_resource(findings: list[Finding]) -> list[Finding]:
    """All findings of a resource together, resources in the order of their worst finding."""
    resources: dict[str, list[Finding]] = {}
    for finding in findings:
        resources.setdefault(finding.address, []).append(finding)
    return [finding for group in resources.values() for finding in group]


def _file(canvas: Canvas, path: str, findings: list[Finding]) -> None:
    canvas.blank()
    canvas.paragraph(neutral.printable(path) or "(no file)", style="bold", whole=True)
    for address, group in groupby(findings, key=lambda finding: finding.address):
        listed, roots = _once(group)
        canvas.blank()
        canvas.paragraph(neutral.printable(address), first="  ", style="bold")
        about = [*listed[0].roles, *([f"owner {listed[0].owner}"] if listed[0].owner else [])]
        if address.startswith("module.") and roots:
            about.append(
                f"in {roots[0]}" + (f" and {words.count(len(roots) - 1, 'more root module')}" if len(roots) > 1 else "")
            )
        if about:
            canvas.paragraph(neutral.printable(" · ".join(about)), first="  ", style="dim", whole=True)
        for finding in listed:
            _finding(canvas, finding)


def _once(group: Iterable[Finding]) -> tuple[list[Finding], list[str]]:
    """What is the same in several root modules once, and the root modules."""
    found: dict[tuple[object, ...], Finding] = {}
    roots: dict[str, None] = {}
    for finding in group:
        found.setdefault((finding.rule.id, finding.location, finding.message, repr(finding.because)), finding)
        if finding.root:
            roots[finding.root] = None
    return list(found.values()), list(roots)


def _finding(canvas: Canvas, finding: Finding) -> None:
    canvas.blank()
    level = severity(finding)
    message = neutral.printable(finding.message)
    if finding.change:
        message = f"[{finding.change}] {message}"
    canvas.paragraph(message, first=f"  {level.upper()}  ", indent=_BODY, first_style=_style(level))
    names = " · ".join([finding.rule.id, words.equivalents(finding)]) if finding.rule.equivalents else finding.rule.id
    canvas.paragraph(neutral.printable(names), first=" " * _BODY, style="dim")
    shown = frame(finding, max(canvas.width - _BODY - 9, 20))
    if shown is not None:
        _frame(canvas, shown)
    else:
        canvas.paragraph(neutral.printable(words.place(finding.location)), first=" " * _BODY, style="dim", whole=True)
    _because(canvas, finding)
    canvas.paragraph(neutral.printable(finding.rule.fix), first="    fix      ", indent=_LABEL, first_style="good")


def _style(level: str) -> str:
    return level if level in ("critical", "high", "medium", "low") else "bold"


def _frame(canvas: Canvas, shown: Frame) -> None:
    number = str(shown.location.line)
    gutter = " " * (_BODY + len(number) + 1) + canvas.styled("│", "dim") + " "
    place = neutral.printable(words.place(shown.location))
    canvas.paragraph(place, first=" " * _BODY, style="dim", whole=True)
    code = shown.before + canvas.styled(shown.marked, "mark") + shown.after
    canvas.line(f"{' ' * _BODY}{canvas.styled(number + ' │', 'dim')} {code}")
    if shown.marked:
        carets = canvas.styled("^" * max(cells(shown.marked), 1), "mark")
        canvas.line(gutter + " " * cells(shown.before) + carets)


def _because(canvas: Canvas, finding: Finding) -> None:
    framed = lead(finding)
    label = "    because  "
    for because in finding.because[:_MAX_REASONS]:
        canvas.paragraph(neutral.printable(words.reason(because)), first=label, indent=_LABEL, first_style="bold")
        label = "    and      "
        _origin(canvas, finding, because, framed=because is framed)
    if len(finding.because) > _MAX_REASONS:
        more = words.count(len(finding.because) - _MAX_REASONS, "more value")
        canvas.paragraph(more, first=label, indent=_LABEL, style="dim")


def _origin(canvas: Canvas, finding: Finding, because: Because, *, framed: bool) -> None:
    """Through which names a value came, and where it was set when the code frame does not show it."""
    if because.via:
        canvas.paragraph(neutral.printable(f"via {words.via(because)}"), first=" " * _LABEL)
    if framed and frame(finding) is not None:
        return
    place = because.location
    if place.line and (place.path, place.line) != (finding.location.path, finding.location.line):
        canvas.paragraph(neutral.printable(f"set at {words.place(place)}"), first=" " * _LABEL, style="dim", whole=True)


def _folded(canvas: Canvas, report: Report) -> None:
    for change, findings in by_change(item for item in report.findings if item.change in FOLDED):
        _heading(canvas, f"{CHANGE_TITLES[change]} ({len(findings):,})")
        for finding in findings:
            text = f"{severity(finding)} · {finding.rule.id} · {finding.address} · {words.place(finding.location)}"
            canvas.paragraph(neutral.printable(text), first="  ", indent=_BODY)


def _other_verdicts(canvas: Canvas, report: Report) -> None:
    for title, findings in (("Not known", report.unknown), ("Passed", report.passed)):
        if not findings:
            continue
        _heading(canvas, f"{title} ({len(findings):,})")
        for finding in in_order(findings):
            place = words.place(finding.location)
            text = f"{finding.rule.id} · {finding.address} · {place}"
            canvas.paragraph(neutral.printable(text), first="  ", indent=_BODY, whole=True)
            if finding.because:
                canvas.paragraph(neutral.printable(words.reason(finding.because[0])), first=" " * _BODY, style="dim")


def _suppressed(canvas: Canvas, suppressed: list[Suppression]) -> None:
    if not suppressed:
        return
    _heading(canvas, f"Suppressed ({len(suppressed):,})")
    for item in suppressions_in_order(suppressed):
        until = f", until {item.until}" if item.until else ""
        _exception(canvas, item, f"{item.reason or 'no reason given'} ({item.comment}{until})")


def _expired(canvas: Canvas, expired: list[Suppression]) -> None:
    if not expired:
        return
    _heading(canvas, f"Exceptions that hold nothing back any more ({len(expired):,})", "medium")
    for item in suppressions_in_order(expired):
        why = f"ended {item.until}" if item.until else "not valid"
        _exception(canvas, item, f"{why}: {item.reason or 'no reason given'} ({item.comment})")


def _exception(canvas: Canvas, item: Suppression, text: str) -> None:
    finding = item.finding
    subject = f"{severity(finding)} · {finding.rule.id} · {finding.address}"
    canvas.paragraph(neutral.printable(subject), first="  ", indent=_BODY)
    canvas.paragraph(neutral.printable(f"{words.place(item.location)}: {text}"), first=" " * _BODY, style="dim")


def _not_evaluated(canvas: Canvas, report: Report) -> None:
    if not report.not_evaluated:
        return
    _heading(canvas, f"Not evaluated ({len(report.not_evaluated):,})", "high")
    places: dict[tuple[object, ...], list[NotEvaluated]] = {}
    for item in not_evaluated_in_order(report.not_evaluated):
        reason = _CALLER.sub("", item.why)
        places.setdefault((item.path, item.line, item.column, item.fatal, reason), []).append(item)
    for items in places.values():
        item = items[0]
        text = f"{words.place(item)}: {item.why}" if item.path else item.why
        canvas.paragraph(neutral.printable(text), first="  " if item.fatal else "  (note) ", indent=_BODY, whole=True)
        if len(items) > 1:
            canvas.paragraph(
                f"and {words.count(len(items) - 1, 'more time')} for other callers", first=" " * _BODY, style="dim"
            )


def _asides(canvas: Canvas, report: Report) -> None:
    for kind, title, items in by_kind(report):
        _heading(canvas, f"{title} ({len(items):,})", "high" if kind == "removal" else "bold")
        for item in items:
            canvas.paragraph(neutral.printable(item.sentence), first="  ", indent=_BODY)


def _heading(canvas: Canvas, text: str, style: str = "bold") -> None:
    canvas.blank()
    canvas.paragraph(text, style=style)


def _totals(canvas: Canvas, report: Report) -> None:
    canvas.blank()
    standing = [item for item in report.findings if item.change not in GONE]
    counts = count_by_severity(standing)
    parts = [canvas.styled(f"{number:,} {name}", _style(name)) for name, number in counts.items() if number]
    head = words.count(len(standing), "finding")
    canvas.lines.append(canvas.styled(head, "bold") + (f": {', '.join(parts)}" if parts else ""))
    changes = {name: sum(item.change == name for item in report.findings) for name in ("introduced", "worsened", *GONE)}
    if any(item.change for item in report.findings):
        canvas.paragraph("of this change: " + ", ".join(f"{number:,} {name}" for name, number in changes.items()))
    judged = f"{words.count(report.resources, 'resource')} in {words.count(report.files, 'file')}"
    canvas.paragraph(f"{judged}, {words.count(report.rules, 'rule')}: {report.passes:,} passed", style="dim")
    if report.unknowns:
        hint = "" if report.unknown else " (list them with --all-verdicts)"
        canvas.paragraph(f"{words.count(report.unknowns, 'verdict')} not known{hint}")
    old = sum(item.comment == "baseline" for item in report.suppressed)
    if len(report.suppressed) > old:
        canvas.paragraph(f"{words.count(len(report.suppressed) - old, 'finding')} held back by exceptions in the code")
    if old:
        canvas.paragraph(f"{words.count(old, 'finding')} held back by the baseline")
    if not is_complete(report):
        canvas.paragraph("The scan is not complete: see what was not evaluated.", style="high")
