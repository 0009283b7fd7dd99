"""``terrafirm update``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terrafirm.cli.output import output_options, write_outputs
from terrafirm.cli.questions import given_answers, may_ask, question_options

if TYPE_CHECKING:
    from terrafirm.generate.updating import Step

_LABELS = {
    "add": "new",
    "change": "changed by answers or blueprint",
    "merge": "changed by answers or blueprint, and by you; merged",
    "conflict": "changed by answers or blueprint, and by you in the same lines: choose",
    "remove": "no longer written by the blueprint; removed",
    "keep": "left as it is",
}


@click.command("update")
@click.argument("directory", metavar="[DIR]", default=".")
@click.option("--answers", metavar="FILE", help="Answers that change, in YAML, JSON or TOML.")
@click.option("--force", is_flag=True, help="Write without asking.")
@output_options
@question_options
def update_command(directory: str, **given: Any) -> int:
    """Bring a repository that `terrafirm new` wrote to other answers or to this release's blueprint.

    Three texts of each file meet: as it was written, as it is now, as it would be written today. What you changed
    stays, and what the blueprint changed comes in; where both changed the same lines, all three versions are marked
    and the exit status is 1, written or not. The difference is shown first. It is written when you confirm it on a
    terminal, or with --force; otherwise nothing is.

    \b
    Examples:
      terrafirm update
      terrafirm update assistant/ --retention-days 731 --force
    """
    from terrafirm.app.new import judged, status
    from terrafirm.app.update import apply, planned
    from terrafirm.generate.updating import conflicts
    from terrafirm.report.neutral import printable

    place = Path(directory)
    update = planned(place, given_answers(given, given["answers"]))
    undecided = conflicts(update.steps)
    aside = given["form"] not in (None, "table")
    for step in update.steps:
        click.echo(_shown(step), err=aside)
    if update.steps:
        click.echo(f"{_counted(update.steps)}\n", err=aside)
    if not update.steps:
        click.echo(f"{printable(str(place))} is up to date", err=aside)
    elif given["force"] or (may_ask() and click.confirm("Write this?", err=True)):
        apply(update)
        click.echo(f"updated {printable(str(place))}\n", err=aside)
    else:
        click.echo("nothing was written: confirm on a terminal, or give --force", err=True)
        return 1 if undecided else 0
    if undecided:
        click.echo("choose between the marked versions, then scan:", err=True)
        click.echo("\n".join(f"  {printable(path)}" for path in undecided), err=True)
        return 1
    report = judged(place)
    write_outputs(report, given, quiet=False, default_format="table")
    return status(place, report)


def _counted(steps: Iterable[Step]) -> str:
    """How many files there are of each kind, such as ``9 changed, 1 merged, 1 to choose``."""
    words = {"add": "new", "change": "changed", "merge": "merged", "conflict": "to choose", "remove": "removed"}
    taken = Counter[str](step.action for step in steps)
    return ", ".join(f"{taken[action]} {words.get(action, 'left as they are')}" for action in _LABELS if taken[action])


def _shown(step: Step) -> str:
    """A step: the file, why, and the difference line by line."""
    from difflib import unified_diff

    from terrafirm.generate.manifest import MANIFEST_FILE
    from terrafirm.report.neutral import printable, printable_lines

    head = f"{printable(step.path)}: {step.why or _LABELS[step.action]}"
    if step.action in ("add", "remove", "keep") or step.path == MANIFEST_FILE:
        return head
    lines = unified_diff(
        (step.before or "").splitlines(), (step.after or "").splitlines(), "yours", "updated", lineterm="", n=3
    )
    return "\n".join([head, *(f"  {printable_lines(line)}" for line in lines)]) + "\n"
