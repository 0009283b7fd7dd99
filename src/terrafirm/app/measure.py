"""Count the shipped measures over worlds, against the organization's thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from terrafirm.engine.measures import MeasureRule, read_measures, tally
from terrafirm.engine.world import World
from terrafirm.model.finding import Measure
from terrafirm.rulepack.data import shipped_data


@cache
def measures() -> tuple[MeasureRule, ...]:
    """The measures of ``rules/measures.yaml``."""
    return read_measures(shipped_data("measures"))


def measured(world: World, thresholds: Mapping[str, float]) -> list[Measure]:
    """What a world counts: the measures that have something to count, and those with a threshold."""
    found = []
    for rule in measures():
        counts = tally(rule.verdicts(world))
        if any(counts) or rule.name in thresholds:
            found.append(Measure(rule.name, rule.title, rule.responsibility, *counts, thresholds.get(rule.name)))
    return found


def together(one: Iterable[Measure], other: Iterable[Measure]) -> list[Measure]:
    """Two counts as one."""
    found = {item.name: item for item in one}
    for item in other:
        known = found.get(item.name)
        if known is not None:
            item = replace(
                item, met=item.met + known.met, missed=item.missed + known.missed, unknown=item.unknown + known.unknown
            )
        found[item.name] = item
    return list(found.values())
