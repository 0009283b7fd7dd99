"""``terrafirm new``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from terrafirm.cli.output import output_options, write_outputs
from terrafirm.cli.questions import ask_cloud, complete, given_answers, may_ask, question_options
from terrafirm.generate.questions import CLOUDS
from terrafirm.model.errors import UsageError


@click.command("new")
@click.argument("blueprint")
@click.argument("directory", metavar="DIR")
@click.option("--cloud", type=click.Choice(CLOUDS), help="The cloud to write for.")
@click.option("--answers", metavar="FILE", help="Answers by question, in YAML, JSON or TOML.")
@click.option("--defaults", is_flag=True, help="Ask nothing: what is not given has its default.")
@click.option("--force", is_flag=True, help="Overwrite files that are in the way.")
@output_options
@question_options
def new_command(blueprint: str, directory: str, **given: Any) -> int:
    """Write a complete hardened environment, and judge it.

    BLUEPRINT says what for (see `terrafirm blueprints list`); DIR is where to. Every question has an option below and
    may stand in a file; what is not given is asked on a terminal. Nothing is overwritten unless --force says so. The
    exit status is that of the scan of what was written.

    \b
    Examples:
      terrafirm new rag assistant/ --cloud aws
      terrafirm new training lab/ --cloud azure --answers answers.yaml --defaults
    """
    from terrafirm.app.new import judged, status, write_new
    from terrafirm.generate.catalogue import blueprint as named
    from terrafirm.generate.writing import tree
    from terrafirm.report.neutral import printable

    chosen = named(blueprint)
    answers = given_answers(given, given["answers"])
    cloud = given["cloud"] or _cloud(chosen.clouds, may_be_asked=not given["defaults"])
    if cloud not in chosen.clouds:
        raise UsageError(f"the blueprint {chosen.name} is made for {', '.join(chosen.clouds)}, not for {cloud}")
    place = Path(directory)
    files = write_new(complete(blueprint, cloud, answers, defaults=given["defaults"]), place, force=given["force"])
    aside = given["form"] not in (None, "table")
    click.echo("\n".join([printable(f"{place}/"), *tree(list(files))]), err=aside)
    click.echo(f"\nwrote {len(files)} files; {printable(str(place / 'README.md'))} says what to do next\n", err=aside)
    report = judged(place)
    write_outputs(report, given, quiet=False, default_format="table")
    return status(place, report)


def _cloud(clouds: tuple[str, ...], *, may_be_asked: bool) -> str:
    if len(clouds) == 1:
        return clouds[0]
    if may_be_asked and may_ask():
        return ask_cloud(clouds)
    raise UsageError(f"--cloud is missing: {', '.join(clouds)}")
