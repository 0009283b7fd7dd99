"""Explain verdicts: each condition's value, where it came from, and a resource's roles."""

from __future__ import annotations

from collections.abc import Iterator

from terrafirm.app.pack import roles, rules
from terrafirm.app.read import read_targets
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine, Judged
from terrafirm.engine.world import World, without_key
from terrafirm.model.finding import Because
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import PASS
from terrafirm.report import words
from terrafirm.sources.hcl.inputs import Inputs


def rule_called(name: str) -> Rule | None:
    """The rule with this id or former id."""
    return next((rule for rule in rules() if rule.id == name or name in rule.aliases), None)


def explain(subject: str, targets: list[str], inputs: Inputs) -> str:
    """What can be said of ``subject`` (rule id, fingerprint or address) at ``targets``; empty when nothing."""
    engine = Engine(rules(), roles())
    parts: list[str] = []
    for inventory in read_targets(targets, inputs):
        world = world_of(inventory)
        for resource in inventory.resources:
            if subject in (resource.address, without_key(resource.address)):
                parts.append(_roles(engine, world, resource.address))
        for judged in engine.judge(world):
            address = judged.resource.address
            asked = subject in (judged.compiled.rule.id, address, without_key(address))
            if asked or engine.explain(judged, world).fingerprint == subject:
                parts.append("\n".join(_verdict(engine, judged, world)))
    return "\n\n".join(part for part in parts if part)


def _roles(engine: Engine, world: World, address: str) -> str:
    resource = next(item for item in world.inventory.resources if item.address == address)
    place = resource.location
    lines = [f"{address} ({place.path}:{place.line})"]
    seen = world.at(address)[-1]  # under the names of a typed resource, where it can be
    lines += [f"  role {role}: {reason}" for role, reason in engine.roles.reasons(seen, world).items()]
    exposure, through = world.exposure(seen)
    if through:
        lines.append(f"  {through}{'' if exposure is PASS else ' (not certain)'}")
    lines += [f"  {right}" for right in world.rights_on(seen)]
    for reference in dict.fromkeys(resource.references()):
        lines.append(f"  refers to {reference}")
    if not world.closed:
        lines.append(f"  what refers to it may be incomplete: {world.open_because}")
    return "\n".join(lines)


def _verdict(engine: Engine, judged: Judged, world: World) -> Iterator[str]:
    finding = engine.explain(judged, world)
    rule = judged.compiled.rule
    yield f"{judged.verdict.value.upper()} {rule.id} ({rule.severity}) on {judged.resource.address}"
    if judged.verdict is not PASS:
        yield f"  {finding.message}"
    for item in finding.because:
        yield f"  {_reason(item)}"
    if judged.verdict is not PASS:
        yield f"  fix: {rule.fix}"


def _reason(item: Because) -> str:
    place = f"{item.location.path}:{item.location.line}" if item.location.line else item.location.path
    via = f" via {words.via(item)}" if item.via else ""
    return f"{words.reason(item)}, {'from' if item.attribute else 'at'} {place}{via}"
