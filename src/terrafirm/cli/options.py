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


def read_inputs(variables: tuple[str, ...], var_files: tuple[str, ...], workspace: str) -> Inputs:
    """The inputs that the options describe; raises :class:`UsageError`."""
    for item in variables:
        if "=" not in item:
            raise UsageError(f'--var {item}: write it as NAME=VALUE, for example --var "region=us-east-1"')
    files = tuple(Path(name) for name in var_files)
    for path in files:
        if not path.is_file():
            raise UsageError(f"--var-file {path}: there is no such file")
    chosen = workspace or os.environ.get("TF_WORKSPACE", "") or "default"
    return Inputs(variables, files, dict(os.environ), chosen)
