"""The pairs of insecure and hardened infrastructure below this folder, and what the insecure ones must show."""

from __future__ import annotations

import re
from pathlib import Path

from terrafirm.app.pack import roles, rules
from terrafirm.app.read import read_targets
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine
from terrafirm.model.verdict import Verdict
from terrafirm.sources.hcl.inputs import Inputs

FOLDER = Path(__file__).parent
THEMES = sorted(path.name for path in FOLDER.iterdir() if (path / "hardened").is_dir())

#: ``# expect: rule-id, rule-id`` stands in the line above the resource that has these problems.
_EXPECTED = re.compile(r'^# expect: (?P<rules>.+)\nresource "(?P<type>\w+)" "(?P<name>\w+)"', re.M)

Judged = set[tuple[str, str, Verdict]]
"""Address without instance key, rule id and verdict."""


def judged(directory: Path) -> tuple[Judged, list[str]]:
    """The verdicts of the whole pack on the resources of a directory, and what could not be evaluated."""
    found: Judged = set()
    not_evaluated: list[str] = []
    engine = Engine(rules(), roles())
    for inventory in read_targets([str(directory)], Inputs()):
        not_evaluated += [f"{item.path}:{item.line}: {item.why}" for item in inventory.not_evaluated]
        for one in engine.judge(world_of(inventory)):
            found.add((one.resource.address.partition("[")[0], one.compiled.rule.id, one.verdict))
    return found, not_evaluated


def expected(theme: str) -> dict[str, list[str]]:
    """The rules that must fail, by address, as the comments of the insecure twin name them."""
    text = (FOLDER / theme / "insecure" / "main.tf").read_text(encoding="utf-8")
    return {f"{found['type']}.{found['name']}": found["rules"].split(", ") for found in _EXPECTED.finditer(text)}
