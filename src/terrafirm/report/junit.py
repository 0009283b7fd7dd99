"""JUnit XML for Jenkins, GitLab and Azure Pipelines: a test case for each rule on each resource.

Source of the structure: the XSD that Jenkins' xUnit plugin validates against (junit-10).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from terrafirm.model.finding import Finding, Report
from terrafirm.model.record import dataclass
from terrafirm.report import neutral, words
from terrafirm.report.order import GONE, in_order, not_evaluated_in_order, severity, suppressions_in_order

_NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; ``outcome`` is ``failure``, ``error``, ``skipped`` or empty for a pass."""

    suite: str
    classname: str
    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


def render(report: Report) -> str:
    """The report as JUnit XML: failures failed, unknown and suppressed verdicts skipped, the unreadable in error.

    What a change leaves unchanged is skipped: a pull request's tests fail for what it does.
    """
    suites: dict[str, list[_Case]] = {}
    for case in _cases(report):
        suites.setdefault(case.suite, []).append(case)
    root = Element("testsuites", name="terrafirm")
    _count(root, [case for cases in suites.values() for case in cases], skipped=False)
    for name in sorted(suites, key=lambda name: (name == _NOT_EVALUATED, name)):
        _suite(root, name, suites[name])
    if not suites:
        _count(SubElement(root, "testsuite", name="terrafirm", time="0"), [], skipped=True)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _cases(report: Report) -> Iterator[_Case]:
    for finding in in_order(report.findings):
        if finding.change in GONE:
            yield _case(finding)
        elif finding.change == "unchanged":
            yield _case(finding, "skipped", "unchanged", f"stood before: {finding.message}", _text(finding))
        else:
            yield _case(finding, "failure", severity(finding), finding.message, _text(finding))
    for finding in in_order(report.passed):
        yield _case(finding)
    for finding in in_order(report.unknown):
        yield _case(finding, "skipped", "unknown", finding.message, _text(finding))
    for held in suppressions_in_order(report.suppressed):
        reason = f"suppressed: {held.reason or 'no reason given'}" + (f" (until {held.until})" if held.until else "")
        yield _case(held.finding, "skipped", "suppressed", reason, _text(held.finding))
    for number, item in enumerate(not_evaluated_in_order(report.not_evaluated), 1):
        outcome = "error" if item.fatal else "skipped"
        # places can repeat, and names inside a suite must not
        name = f"{number}: {words.place(item)}"
        yield _Case(_NOT_EVALUATED, _NOT_EVALUATED, name, outcome, _NOT_EVALUATED, item.why, (words.place(item),))


def _case(finding: Finding, outcome: str = "", kind: str = "", message: str = "", lines: tuple[str, ...] = ()) -> _Case:
    suite = finding.location.path or "no file"
    return _Case(suite, finding.address, finding.rule.id, outcome, kind, message, lines)


def _text(finding: Finding) -> tuple[str, ...]:
    lines = [words.place(finding.location)]
    for because in finding.because:
        through = f" via {words.via(because)}" if because.via else ""
        lines.append(f"because {words.reason(because)}{through} ({words.place(because.location)})")
    return (*lines, f"fix: {finding.rule.fix}")


def _suite(root: Element, name: str, cases: list[_Case]) -> None:
    suite = SubElement(root, "testsuite", name=neutral.printable(name), time="0")
    _count(suite, cases, skipped=True)
    for case in cases:
        element = SubElement(
            suite, "testcase", name=neutral.printable(case.name), classname=neutral.printable(case.classname), time="0"
        )
        if case.outcome:
            result = SubElement(element, case.outcome, type=case.kind, message=neutral.printable(case.message))
            result.text = "\n".join(neutral.printable(line) for line in case.lines)


def _count(element: Element, cases: list[_Case], *, skipped: bool) -> None:
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.outcome == "failure" for case in cases)))
    element.set("errors", str(sum(case.outcome == "error" for case in cases)))
    if skipped:
        element.set("skipped", str(sum(case.outcome == "skipped" for case in cases)))
