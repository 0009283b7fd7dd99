"""Draw the random sample of findings that docs/precision.md judges by hand, and count the verdicts in that page.

`python -m tools.precision_sample draw --seed 7 NAME=REPORT...` prints the rows of a table from JSON reports
(`terrafirm scan . --format json`, run in the root of each repository); `... count docs/precision.md` counts the
verdicts of the judged table.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click


class Row(NamedTuple):
    """One finding as the table shows it; ``place`` also says where the value was set, if that is elsewhere."""

    repository: str
    rule: str
    address: str
    place: str

    def text(self) -> str:
        """The row, with its verdict and reason left open."""
        return f"| {self.repository} | {self.rule} | `{self.address}` | {self.place} |  |  |"


def rows(repository: str, report: dict[str, Any]) -> list[Row]:
    """The findings of a report, in a fixed order; those that a reader could not tell apart count once.

    A module that several root modules call in the same way gives the same finding for each of them.
    """
    return sorted({_row(repository, finding) for finding in report["findings"]})


def _row(repository: str, finding: dict[str, Any]) -> Row:
    place = f"{finding['path']}:{finding['line']}"
    decided = (f"{item['path']}:{item['line']}" for item in finding["because"])
    elsewhere = next((f" (by {item})" for item in decided if item != place), "")
    return Row(repository, finding["rule"], finding["address"], place + elsewhere)


def draw(found: Iterable[Row], seed: int, size: int, per_rule: int) -> list[Row]:
    """``size`` rows by chance; at most ``per_rule`` of a rule from one repository, so that no rule fills the table."""
    chance = random.Random(seed)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(found):
        groups.setdefault((row.repository, row.rule), []).append(row)
    pool = [row for key in sorted(groups) for row in chance.sample(groups[key], min(per_rule, len(groups[key])))]
    return sorted(chance.sample(pool, min(size, len(pool))))


def verdicts(page: str) -> Iterator[tuple[str, str]]:
    """The repository and the verdict of every row of a judged table."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 6 and cells[4] in ("true", "false", "noise"):
            yield cells[0], cells[4]


@click.group()
def cli() -> None:
    """The sample of findings whose precision is measured by hand."""


@cli.command("draw")
@click.argument("reports", nargs=-1, required=True, metavar="NAME=REPORT...")
@click.option("--seed", type=int, required=True)
@click.option("--size", type=int, default=200, show_default=True)
@click.option("--per-rule", type=int, default=4, show_default=True, help="Of one rule from one repository.")
def draw_command(reports: tuple[str, ...], seed: int, size: int, per_rule: int) -> None:
    """Print the rows of a new sample."""
    found: list[Row] = []
    for report in reports:
        name, _, path = report.partition("=")
        found += rows(name, json.loads(Path(path).read_text(encoding="utf-8")))
    for row in draw(found, seed, size, per_rule):
        click.echo(row.text())


@cli.command("count")
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def count_command(page: Path) -> None:
    """Print how many rows of each repository are true."""
    found = list(verdicts(page.read_text(encoding="utf-8")))
    total = Counter(repository for repository, _ in found)
    true = Counter(repository for repository, verdict in found if verdict == "true")
    for repository in sorted(total):
        click.echo(f"{repository}: {true[repository]} of {total[repository]}")
    click.echo(f"all: {sum(true.values())} of {len(found)}")


if __name__ == "__main__":
    cli()
