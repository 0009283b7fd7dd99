"""AI roles: what a resource is in an AI system, from its type and from what it is connected to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Condition, Judgement
from terrafirm.engine.paths import Segment, elements, find, parse_path
from terrafirm.engine.restated import Restated
from terrafirm.engine.world import World
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.verdict import PASS


@dataclass(frozen=True, slots=True)
class Link:
    """Resources of ``to`` types that a ``source`` resource refers to at ``via`` have ``role``."""

    role: str
    sources: tuple[str, ...]
    via: tuple[Segment, ...]
    via_text: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trait:
    """Resources of a type that certainly satisfy ``condition`` have ``role``, for the reason in ``because``."""

    role: str
    condition: Condition
    because: str


class Roles:
    """The classification of ``rules/roles.yaml``: roles by type, by what a resource says, and by connection."""

    def __init__(
        self,
        by_type: Mapping[str, tuple[str, ...]],
        links: tuple[Link, ...] = (),
        traits: Mapping[str, tuple[Trait, ...]] | None = None,
    ) -> None:
        self.by_type = by_type
        self.links = links
        self.traits = traits or {}
        self._connected: tuple[World | None, dict[str, dict[str, str]]] = (None, {})
        self._known: tuple[World | None, dict[Resource, tuple[str, ...]]] = (None, {})

    def of(self, resource: Resource, world: World) -> tuple[str, ...]:
        """The roles of a resource, in the order of the classification."""
        if self._known[0] is not world:
            self._known = (world, {})
        known = self._known[1]
        if resource not in known:
            known[resource] = tuple(self._of(resource, world))
        return known[resource]

    def _of(self, resource: Resource, world: World) -> Iterable[str]:
        found = dict.fromkeys(self.by_type.get(resource.type, ()))
        if resource.type in self.traits or isinstance(resource, Restated):
            found.update(dict.fromkeys(self._by_trait(resource, world)))
        if self.links:
            found.update(dict.fromkeys(self._by_connection(world).get(resource.address, ())))
        return found

    def reasons(self, resource: Resource, world: World) -> dict[str, str]:
        """Each role with the sentence that explains it."""
        found = {role: f"every {resource.type} is one" for role in self.by_type.get(resource.type, ())}
        found.update(self._by_trait(resource, world))
        found.update(self._by_connection(world).get(resource.address, {}))
        return found

    def _by_trait(self, resource: Resource, world: World) -> dict[str, str]:
        """Roles with their reasons by what the resource says, and for a restated one by what its written form says."""
        found: dict[str, str] = {}
        for seen in (resource, resource.written) if isinstance(resource, Restated) else (resource,):
            for trait in self.traits.get(seen.type, ()):
                if trait.condition.judge(seen, (), Judgement(seen, world)) is PASS:
                    found.setdefault(trait.role, trait.because)
        return found

    def _by_connection(self, world: World) -> dict[str, dict[str, str]]:
        if self._connected[0] is not world:
            self._connected = (world, self._connect(world))
        return self._connected[1]

    def _connect(self, world: World) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for link in self.links:
            for source in world.of_types(link.sources):
                for item in find(source, link.via):
                    for element in elements(item):
                        if element.value is None:
                            continue
                        for target in world.meant_by(element.value, link.targets, ()):
                            reason = f"{source.address} refers to it at {link.via_text}"
                            found.setdefault(target.address, {}).setdefault(link.role, reason)
        return found


def read_roles(raw: Mapping[str, object]) -> Roles:
    """The classification in a ``roles.yaml`` mapping.

    ``types: {role: [type]}``, ``traits: [{role, type, where, because}]``, ``links: [{role, from, via, to}]``.
    """
    by_type: dict[str, tuple[str, ...]] = {}
    types = raw.get("types")
    if isinstance(types, dict):
        for role, names in types.items():
            for name in names:
                by_type[name] = (*by_type.get(name, ()), role)
    links = []
    listed = raw.get("links")
    for item in listed if isinstance(listed, list) else ():
        via = item["via"]
        sources, targets = _strings(item["from"]), _strings(item["to"])
        links.append(Link(item["role"], sources, parse_path(via), via, targets))
    return Roles(by_type, tuple(links), _traits(raw.get("traits")))


def _traits(listed: object) -> dict[str, tuple[Trait, ...]]:
    found: dict[str, tuple[Trait, ...]] = {}
    for item in listed if isinstance(listed, list) else ():
        trait = Trait(item["role"], compile_conditions(item["where"]), item["because"])
        for name in _strings(item["type"]):
            found[name] = (*found.get(name, ()), trait)
    return found


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)
