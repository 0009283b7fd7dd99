"""Where reports go: the format on standard output, and others into files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terrafirm.model.errors import UsageError

if TYPE_CHECKING:
    from terrafirm.model.finding import Report

FORMATS = ("table", "json", "sarif", "junit", "markdown", "html", "gitlab", "gitlab-sast", "github", "csv")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format``, ``--output`` and ``--no-color``."""
    command = click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR in the environment).")(command)
    command = click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT=FILE",
        help="Also write a format into a file (repeatable).",
    )(command)
    return click.option("--format", "form", type=click.Choice(FORMATS), help="What to print.  [default: table]")(
        command
    )


def listing_format(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` of a listing."""
    option = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
    return option(command)


def write_outputs(report: Report, given: dict[str, Any], *, quiet: bool, default_format: str) -> str:
    """Print the chosen format, write the others, and return what was printed.

    Raises :class:`UsageError` for a bad ``--output``.
    """
    from terrafirm.report.formats import render

    for item in given["outputs"]:
        name, _, file = item.partition("=")
        if name not in FORMATS or not file:
            raise UsageError(f"--output {item}: write it as FORMAT=FILE with one of {', '.join(FORMATS)}")
        try:
            Path(file).write_text(render(name, report), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--output {item}: cannot be written: {error.strerror}") from error
    name = given["form"] or default_format
    if name == "table":
        if quiet and not report.findings and not report.not_evaluated:
            return ""
        color = sys.stdout.isatty() and not given["no_color"] and not os.environ.get("NO_COLOR")
        import shutil

        width = shutil.get_terminal_size((100, 24)).columns
        text = render(name, report, color=color, width=width)
    else:
        text = render(name, report)
    text = text if text.endswith("\n") else text + "\n"
    sys.stdout.write(text)
    sys.stdout.flush()
    return text
