"""``terrafirm show``."""

from __future__ import annotations

import json

import click

from terrafirm.cli.options import input_options, read_inputs


@click.command("show")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@input_options
def show_command(paths: tuple[str, ...], variables: tuple[str, ...], var_files: tuple[str, ...], workspace: str) -> int:
    """The evaluated resources as JSON, as terrafirm sees them.

    PATH is a directory, a plan or a state (default: the current directory). Values that are not known are null
    and listed under "unknown" with the reason; sensitive values are never shown.

    \b
    Example:
      terrafirm show infra/ --var region=us-east-1
    """
    from terrafirm.app.show import show

    result = show(list(paths) or ["."], read_inputs(variables, var_files, workspace))
    click.echo(json.dumps(result, indent=2, ensure_ascii=True))
    return 2 if any(item["fatal"] for item in result["not_evaluated"]) else 0
