"""Write the golden files anew: ``python -m tests.golden.write``, then read the difference."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from terrafirm.model.finding import Report
from terrafirm.report.formats import render
from terrafirm.report.rule_page import rule_page
from tests.golden.toy import PUBLIC_BUCKET, ROOT_ACCESS, SHORT_RETENTION, empty_report, gate_report, scan_report

DIRECTORY = Path(__file__).parent / "expected"
_NOW = datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.UTC)
_EXTENSIONS = {
    "json": "json",
    "sarif": "sarif",
    "junit": "junit.xml",
    "markdown": "md",
    "html": "html",
    "gitlab": "gitlab.json",
    "github": "github.txt",
    "csv": "csv",
}


def golden(*, reverse: bool = False) -> Iterator[tuple[str, str]]:
    """The name and the text of each golden file; ``reverse`` turns the reports' lists round first."""
    reports: dict[str, Report] = {"scan": scan_report(), "gate": gate_report(), "clean": empty_report()}
    for name, report in reports.items():
        if reverse:
            for listed in (report.findings, report.suppressed, report.expired, report.not_evaluated):
                listed.reverse()
        yield f"{name}.table.txt", render("table", report, width=80)
        yield f"{name}.gitlab-sast.json", render("gitlab-sast", report, now=_NOW)
        for form, extension in _EXTENSIONS.items():
            yield f"{name}.{extension}", render(form, report)
    yield "scan.table-colour.txt", render("table", scan_report(), color=True, width=120)
    for rule in (ROOT_ACCESS, PUBLIC_BUCKET, SHORT_RETENTION):
        yield f"{rule.id}.md", rule_page(rule)


def main() -> None:
    """Write every file."""
    DIRECTORY.mkdir(exist_ok=True)
    for name, text in golden():
        (DIRECTORY / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
