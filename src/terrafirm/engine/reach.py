"""Reachability: which resources traffic from the internet can get to, and through which others.

``rules/reachability.yaml`` says which resources the internet reaches by themselves (``entries``, with a condition in
the language of rules) and where traffic flows on (``edges``: the resource ``of`` refers to the other one at ``via``;
``when`` must hold of the source).
"""

from __future__ import annotations

from collections.abc import Mapping

from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Condition, Judgement
from terrafirm.engine.paths import Segment, elements, find, parse_path
from terrafirm.engine.world import World
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of


@dataclass(frozen=True, slots=True)
class Entry:
    """Resources of a type that the internet reaches where the condition holds."""

    type: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Edge:
    """Traffic flows from ``source`` to ``target``; ``of`` (one of both types) refers to the other at ``via``.

    It flows only where ``when`` holds of the source.
    """

    source: str
    target: str
    of: str
    via: tuple[Segment, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """How the internet reaches a resource: the resources passed, the entry first, and how certain it is."""

    verdict: Verdict
    through: tuple[Resource, ...]


class Reachability:
    """The graph of a pack; routes are computed once for each world."""

    def __init__(self, entries: tuple[Entry, ...], edges: tuple[Edge, ...]) -> None:
        self.entries = entries
        self.edges = edges
        self._computed: tuple[World | None, dict[str, Route]] = (None, {})

    def route(self, resource: Resource, world: World) -> Route | None:
        """The most certain route from the internet to a resource, or ``None`` when there is none."""
        if self._computed[0] is not world:
            self._computed = (world, self._routes(world))
        return self._computed[1].get(resource.address)

    def exposure(self, resource: Resource, world: World) -> tuple[Verdict, str]:
        """Whether the internet reaches a resource, and in words through which others."""
        route = self.route(resource, world)
        if route is None:
            return FAIL, ""
        through = " → ".join(step.address for step in route.through)
        return route.verdict, f"the internet reaches it: {through}"

    def _routes(self, world: World) -> dict[str, Route]:
        found: dict[str, Route] = {}
        waiting: list[Route] = []
        for entry in self.entries:
            for resource in world.of_types((entry.type,)):
                verdict = entry.when.judge(resource, (), Judgement(resource, world))
                if verdict is not FAIL:
                    waiting.append(Route(verdict, (resource,)))
        # certain routes first, shorter ones before longer ones, so that the first route found is the best
        waiting.sort(key=lambda route: route.verdict is UNKNOWN)
        while waiting:
            route = waiting.pop(0)
            here = route.through[-1]
            known = found.get(here.address)
            if known is not None and (known.verdict is PASS or route.verdict is UNKNOWN):
                continue
            found[here.address] = route
            for verdict, following in self._following(here, world):
                waiting.append(Route(all_of((route.verdict, verdict)), (*route.through, following)))
        return found

    def _following(self, here: Resource, world: World) -> list[tuple[Verdict, Resource]]:
        result: list[tuple[Verdict, Resource]] = []
        for edge in self.edges:
            if edge.source != here.type:
                continue
            open_ = PASS if edge.when is None else edge.when.judge(here, (), Judgement(here, world))
            if open_ is FAIL:
                continue
            if edge.of == edge.source:
                for found in find(here, edge.via):
                    for item in elements(found):
                        targets = world.meant_by(item.value, (edge.target,), ()) if item.value is not None else []
                        result.extend((open_, target) for target in targets)
            else:
                companions = world.companions((edge.target,), edge.via, here, ())
                result.extend((open_, candidate) for verdict, candidate in companions if verdict is PASS)
        return result


def read_reachability(raw: Mapping[str, object]) -> Reachability:
    """The graph in a ``reachability.yaml`` mapping."""
    entries, edges = raw.get("entries"), raw.get("edges")
    return Reachability(
        tuple(
            Entry(kind, compile_conditions(item["when"]))
            for item in (entries if isinstance(entries, list) else ())
            for kind in (item["type"] if isinstance(item["type"], list) else [item["type"]])
        ),
        tuple(
            Edge(
                item["from"],
                item["to"],
                item["of"],
                parse_path(item["via"]),
                compile_conditions(item["when"]) if "when" in item else None,
            )
            for item in (edges if isinstance(edges, list) else ())
        ),
    )
