"""``terrafirm explain``."""

from __future__ import annotations

import click

from terrafirm.cli.options import input_options, read_inputs
from terrafirm.model.errors import UsageError


@click.command("explain")
@click.argument("subject")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@input_options
def explain_command(
    subject: str, paths: tuple[str, ...], variables: tuple[str, ...], var_files: tuple[str, ...], workspace: str
) -> int:
    """Why a verdict is what it is.

    SUBJECT is a rule id (its page, and with PATH its verdicts there), a finding's fingerprint, or a resource
    address (its AI roles and every verdict on it).

    \b
    Examples:
      terrafirm explain aws-sagemaker-notebook-root-access
      terrafirm explain 'module.notebook["grace"].aws_sagemaker_notebook_instance.this' infra/
    """
    from terrafirm.app.explain import explain, rule_called
    from terrafirm.report.rule_page import rule_page

    rule = rule_called(subject)
    if rule is not None and not paths:
        click.echo(rule_page(rule))
        return 0
    text = explain(subject, list(paths) or ["."], read_inputs(variables, var_files, workspace))
    if not text:
        raise UsageError(f'"{subject}" is no rule, finding or resource address here')
    click.echo(text)
    return 0
