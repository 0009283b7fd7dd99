"""The output formats by name; a format's module is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from terrafirm.model.errors import UsageError
from terrafirm.model.finding import Report

FORMATS = {
    "table": "terrafirm.report.table:render",
    "json": "terrafirm.report.json_report:render",
    "sarif": "terrafirm.report.sarif:render",
    "junit": "terrafirm.report.junit:render",
    "markdown": "terrafirm.report.markdown:render",
    "html": "terrafirm.report.html_page:render",
    "gitlab": "terrafirm.report.gitlab:render",
    "gitlab-sast": "terrafirm.report.gitlab_sast:render",
    "github": "terrafirm.report.github:render",
    "csv": "terrafirm.report.csv_report:render",
}


def render(name: str, report: Report, **options: Any) -> str:
    """The report in the format called ``name``. Raises :class:`UsageError` for any other name."""
    target = FORMATS.get(name)
    if target is None:
        raise UsageError(f'there is no format "{name}": use one of {", ".join(FORMATS)}')
    module, _, function = target.partition(":")
    text: str = getattr(import_module(module), function)(report, **options)
    return text
