"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from terrafirm.model.errors import UsageError
from terrafirm.sources.hcl.inputs import Inputs


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--var``, ``--var-file`` and ``--workspace``."""
    command = click.option("--workspace", default="", help="The value of terraform.workspace.")(command)
    command = click.option(
        "--var-file", "var_files", multiple=True, metavar="FILE", help="Input values from a tfvars file (repeatable)."
    )(command)
    return click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="An input value (repeatable).")(
        command
    )


_SEVERITIES = click.Choice(["critical", "high", "medium", "low"])
_FAIL_ON = click.Choice(["critical", "high", "medium", "low", "unknown", "none"])
_RULE_OPTIONS = (
    click.option(
        "--select", multiple=True, metavar="PATTERN", help="Only these rules: id (*), category, responsibility."
    ),
    click.option("--ignore", multiple=True, metavar="PATTERN", help="Not these rules."),
    click.option("--severity-threshold", type=_SEVERITIES, help="Report from this severity up."),
    click.option(
        "--fail-on", type=_FAIL_ON, help="The severity from which findings make the exit status 1.  [default: low]"
    ),
    click.option("--rules", "directories", multiple=True, metavar="DIR", help="Also judge by the rules below DIR."),
    click.option("--all-verdicts", is_flag=True, help="Also list passed and unknown verdicts."),
    click.option("--allow-not-evaluated", is_flag=True, help="Do not exit with 2 for what could not be evaluated."),
    click.option("--baseline", metavar="FILE", help="Hold back the findings that FILE accepts."),
    click.option("--config", metavar="FILE", help="Settings to use instead of terrafirm.toml."),
)


def engine_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--engine``: another judge beside our own rules."""
    return click.option(
        "--engine",
        type=click.Choice(["terrafirm", "checkov"]),
        default="terrafirm",
        show_default=True,
        help="checkov: also run the installed checkov, and add what only it finds.",
    )(command)


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which rules, what is reported, what fails the run."""
    for option in reversed(_RULE_OPTIONS):
        command = option(command)
    return command


def read_inputs(variables: tuple[str, ...], var_files: tuple[str, ...], workspace: str) -> Inputs:
    """The inputs that the options describe; raises :class:`UsageError`."""
    for item in variables:
        if "=" not in item or item.startswith("="):
            raise UsageError(f'--var {item}: write it as NAME=VALUE, for example --var "region=us-east-1"')
    files = tuple(Path(name) for name in var_files)
    for path in files:
        if not path.is_file():
            raise UsageError(f"--var-file {path}: there is no such file")
    return Inputs(variables, files, dict(os.environ), workspace or os.environ.get("TF_WORKSPACE", ""))
