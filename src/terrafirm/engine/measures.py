"""Measures: how many resources of a kind do what an organization asks of them, counted over a whole world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Condition, Judgement
from terrafirm.engine.world import World
from terrafirm.model.record import dataclass
from terrafirm.model.verdict import FAIL, PASS, Verdict


@dataclass(frozen=True, slots=True)
class _Count:
    """Resources of some types that count where ``where`` holds, and are met where ``met`` does."""

    types: tuple[str, ...]
    where: Condition | None
    met: Condition


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """One measure of ``rules/measures.yaml``."""

    name: str
    title: str
    responsibility: str
    counts: tuple[_Count, ...]

    def verdicts(self, world: World) -> list[Verdict]:
        """One verdict for each resource that counts."""
        found = []
        for count in self.counts:
            for resource in world.of_types(count.types):
                context = Judgement(resource, world)
                if count.where is None or count.where.judge(resource, (), context) is PASS:
                    found.append(count.met.judge(resource, (), context))
        return found


def read_measures(raw: Mapping[str, Any]) -> tuple[MeasureRule, ...]:
    """The measures of a ``measures.yaml`` mapping."""
    return tuple(
        MeasureRule(name, item["title"], item["responsibility"], tuple(map(_count, item["counts"])))
        for name, item in raw.items()
    )


def _count(item: Mapping[str, Any]) -> _Count:
    types, where = item["select"]["type"], item["select"].get("where")
    return _Count(
        tuple(types) if isinstance(types, list) else (types,),
        compile_conditions(where) if where else None,
        compile_conditions(item["met"]),
    )


def tally(verdicts: list[Verdict]) -> tuple[int, int, int]:
    """How many are met, not met, and not known to be."""
    met, missed = verdicts.count(PASS), verdicts.count(FAIL)
    return met, missed, len(verdicts) - met - missed
