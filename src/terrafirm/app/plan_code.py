"""The configuration that a plan was made of: found, evaluated with the plan's own variables, matched by address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from terrafirm.model.errors import UsageError
from terrafirm.model.resource import Inventory, Resource
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.plan.relocate import relocate
from terrafirm.sources.plan.source import Plan
from terrafirm.sources.state.address import without_key

_SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")


def code_of(plan: Plan, target: str, given: Path | None, inputs: Inputs) -> tuple[dict[str, Resource], list[str]]:
    """The configured resource of each planned address, and remarks on what was not found.

    Where ``given`` is none, the code is looked for beside the plan, then in the current directory. The planned
    resources learn from it what plan JSON leaves out: their lines, and references through locals.
    Raises :class:`UsageError` where ``given`` is no directory.
    """
    if given is not None and not given.is_dir():
        raise UsageError(f"--code {given}: there is no such directory")
    places = [given] if given is not None else list(_likely(target))
    wanted = {without_key(resource.address) for resource in plan.planned.resources}
    values = {name: value.value for name, value in plan.variables.items() if value.value is not None}
    inputs = replace(inputs, planned=values)
    for place in places:
        found = _best(place, wanted, inputs)
        if found is not None:
            return _matched(plan, found), _remarks(found)
    if given is not None and wanted:
        return {}, [f"{given}: nothing in the plan is configured there, so findings point to the plan"]
    return {}, []


def _likely(target: str) -> Iterator[Path]:
    beside = [Path(target).parent] if target != "-" else []
    seen = set()
    for place in [*beside, Path()]:
        resolved = place.resolve()
        if resolved not in seen and has_code(place):
            seen.add(resolved)
            yield place


def has_code(place: Path) -> bool:
    """Whether a directory itself holds configuration."""
    try:
        return any(entry.name.endswith(_SUFFIXES) for entry in place.iterdir())
    except OSError:
        return False


def _best(place: Path, wanted: set[str], inputs: Inputs) -> Inventory | None:
    """The root module that configures most of the plan: the directory itself, else one below it."""
    best: tuple[int, Inventory | None] = (0, None)
    for inventory in _roots(place, inputs):
        count = len(wanted & {without_key(resource.address) for resource in inventory.resources})
        if count > best[0]:
            best = (count, inventory)
    return best[1]


def _roots(place: Path, inputs: Inputs) -> Iterator[Inventory]:
    from terrafirm.sources.hcl import source

    shown = os.path.normpath(place)
    if has_code(place):
        # examples below the directory may call it, so that it is no root among them
        yield source.read_one(place, shown, inputs)
    else:
        yield from source.read(place, shown, inputs)


def _matched(plan: Plan, code: Inventory) -> dict[str, Resource]:
    """By address; an instance whose key the code does not know is found by its address without the key."""
    relocate(plan.planned, code)
    found: dict[str, Resource] = {}
    for resource in code.resources:
        found.setdefault(without_key(resource.address), resource)
    found |= {resource.address: resource for resource in code.resources}
    for resource in plan.planned.resources:
        configured = found.get(resource.address) or found.get(without_key(resource.address))
        if configured is not None:
            found[resource.address] = configured
    return found


def _remarks(code: Inventory) -> list[str]:
    broken = [item for item in code.not_evaluated if item.fatal]
    if not broken:
        return []
    first = broken[0]
    place = f"{first.path}:{first.line}" if first.line else first.path
    more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    what = "the code of the plan could not be read everywhere, so lines and exceptions may be missing"
    return [f"{what}: {place}: {first.why}{more}"]
