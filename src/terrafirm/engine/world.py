"""All resources of one root together: lookups by type and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

from terrafirm.engine.arm import requests_in
from terrafirm.engine.cloud_control import equals_in
from terrafirm.engine.manifests import objects_in
from terrafirm.engine.paths import Segment, elements, find, parse_path
from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.value import Unknown, Value
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, any_of, of

#: Attributes by whose value other resources refer to one, when the rule does not name one.
IDENTITIES = (
    "id", "arn", "name", "bucket", "self_link", "function_name", "cluster_name", "key_id", "domain_name",
    "repository", "project_id", "account_id", "email", "unique_id", "resource_id", "invoke_arn", "qualified_arn",
    "execution_arn", "member",
)  # fmt: skip
_KEY = re.compile(r"\[(?:\d+|\*|\"(?:[^\"\\]|\\.)*\")\]\Z")


def without_key(address: str) -> str:
    """A resource address without its last instance key."""
    return _KEY.sub("", address)


def identity(resource: Resource, name: str) -> str:
    """The known text of an identity: an attribute's name, or the path of one in a block; empty where it has none."""
    if "." not in name:
        value = resource.get(name)
    else:
        value = next((found.value for found in find(resource, parse_path(name))), None)
    return value if isinstance(value, str) else ""


class Routes(Protocol):
    """Tells how the internet reaches a resource; see :mod:`terrafirm.engine.reach`."""

    def exposure(self, resource: Resource, world: World) -> tuple[Verdict, str]:
        """Whether the internet reaches it, and through what, in words."""


class Rights(Protocol):
    """Tells who holds a right on a resource; see :mod:`terrafirm.engine.access`."""

    def granted(self, target: Resource, right: str, to: tuple[str, ...], world: World) -> tuple[Verdict, str]:
        """Whether such a workload holds the right on a resource, and how, in words."""

    def described(self, target: Resource, world: World) -> Iterator[str]:
        """Every right on a resource and who holds it, in words."""


class World:
    """The resources of one inventory. ``closed`` says whether what is not listed does not exist."""

    def __init__(self, inventory: Inventory, routes: Routes | None = None, rights: Rights | None = None) -> None:
        self.inventory = inventory
        self._routes = routes
        self._rights = rights
        self.remembered: dict[int, Verdict] = {}
        self._identities: dict[tuple[str, tuple[str, ...]], dict[str, list[Resource]]] = {}
        self._indexes: dict[tuple[str, tuple[Segment, ...]], _Index] = {}
        self.closed = inventory.closed
        self.open_because = inventory.open_because

    def exposure(self, resource: Resource) -> tuple[Verdict, str]:
        """Whether the internet reaches a resource, and in words through which others."""
        if self._routes is None:
            return UNKNOWN, ""
        verdict, through = self._routes.exposure(resource, self)
        return (FAIL if self.closed else UNKNOWN) if verdict is FAIL else verdict, through

    def granted(self, target: Resource, right: str, to: tuple[str, ...]) -> tuple[Verdict, str]:
        """Whether a workload of the types ``to`` (``exposed``: any that the internet reaches) holds it, and how."""
        if self._rights is None:
            return UNKNOWN, ""
        verdict, how = self._rights.granted(target, right, to, self)
        return (FAIL if self.closed else UNKNOWN) if verdict is FAIL else verdict, how

    def rights_on(self, target: Resource) -> Iterator[str]:
        """Every right on a resource and who holds it, in words."""
        return iter(()) if self._rights is None else self._rights.described(target, self)

    @cached_property
    def resources(self) -> list[Resource]:
        """The resources of the inventory, and after them those that some of them equal under another type's names."""
        written = self.inventory.resources
        return [*written, *objects_in(written), *requests_in(written), *equals_in(written)]

    @cached_property
    def by_type(self) -> dict[str, list[Resource]]:
        """Managed resources by type."""
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            if resource.mode == "managed":
                found.setdefault(resource.type, []).append(resource)
        return found

    @cached_property
    def _by_address(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.address, []).append(resource)
            bare = without_key(resource.address)
            if bare != resource.address:
                found.setdefault(bare, []).append(resource)
        return found

    def at(self, address: str) -> list[Resource]:
        """The resource at an address, or all instances of one when the address has no key."""
        return self._by_address.get(address, [])

    def of_types(self, types: Iterable[str]) -> list[Resource]:
        """All managed resources of the given types."""
        by_type = self.by_type
        return [resource for name in types for resource in by_type.get(name, ())]

    def companions(
        self, types: Iterable[str], via: tuple[Segment, ...], target: Resource, to: tuple[str, ...]
    ) -> list[tuple[Verdict, Resource]]:
        """The resources of ``types`` whose value at ``via`` means ``target``, or may mean it."""
        found: list[tuple[Verdict, Resource]] = []
        for name in types:
            index = self._index(name, via)
            for candidate in index.candidates(target, to or IDENTITIES):
                verdict = self.refers_to(candidate, via, target, to)
                if verdict is not FAIL:
                    found.append((verdict, candidate))
        return found

    def _index(self, name: str, via: tuple[Segment, ...]) -> _Index:
        index = self._indexes.get((name, via))
        if index is None:
            index = self._indexes[name, via] = _Index(self.by_type.get(name, ()), via)
        return index

    def refers_to(self, source: Resource, via: tuple[Segment, ...], target: Resource, to: tuple[str, ...]) -> Verdict:
        """Whether a value of ``source`` at ``via`` means ``target``: by reference, or by the value of an identity."""
        return any_of(self._means(item.value, target, to) for found in find(source, via) for item in elements(found))

    def _means(self, value: Value, target: Resource, to: tuple[str, ...]) -> Verdict:
        if value is None:
            return FAIL
        if type(value) is Unknown:
            if not value.refs:
                # nothing is known of where it comes from: it may mean anything
                return UNKNOWN
            return PASS if any(_same(ref.address, target.address) for ref in value.refs) else FAIL
        text = str(value)
        for name in to or IDENTITIES:
            known = identity(target, name)
            if known and (known == text or _names_within(known, text)):
                return PASS
        return FAIL

    def means(self, value: Value, target: Resource) -> Verdict:
        """Whether a value is a reference to a resource, or names one of its identities."""
        return self._means(value, target, ())

    def meant_by(self, value: Value, types: tuple[str, ...], to: tuple[str, ...]) -> list[Resource]:
        """Resources of ``types`` that a value refers to."""
        if type(value) is Unknown:
            found = [resource for ref in value.refs for resource in self.at(ref.address)]
            return [resource for resource in dict.fromkeys(found) if resource.type in types]
        found = []
        for name in types:
            candidates = self._named(name, to or IDENTITIES)
            parts = dict.fromkeys([str(value), *_PARTS.split(str(value))])
            listed = {id(item): item for part in parts for item in candidates.get(part, ())}
            found.extend(item for item in listed.values() if self._means(value, item, to) is PASS)
        return found

    def _named(self, name: str, identities: tuple[str, ...]) -> dict[str, list[Resource]]:
        """Resources of a type by the last component of each of their known identities."""
        known = self._identities.get((name, identities))
        if known is None:
            known = self._identities[name, identities] = {}
            for resource in self.by_type.get(name, ()):
                for attribute in identities:
                    text = identity(resource, attribute)
                    if text:
                        known.setdefault(_PARTS.split(text)[-1], []).append(resource)
        return known

    def references_of(self, resource: Resource) -> Iterator[Resource]:
        """The resources that a resource's configuration refers to."""
        for address in resource.references():
            yield from self.at(address)


class _Index:
    """Resources of one type by what their value at a path refers to, so that nobody has to look at all of them."""

    def __init__(self, resources: Iterable[Resource], via: tuple[Segment, ...]) -> None:
        self._by_address: dict[str, dict[int, Resource]] = {}
        self._by_text: dict[str, dict[int, Resource]] = {}
        self._anything: dict[int, Resource] = {}
        for number, resource in enumerate(resources):
            for found in find(resource, via):
                for item in elements(found):
                    self._enter(item.value, number, resource)

    def _enter(self, value: Value, number: int, resource: Resource) -> None:
        if value is None:
            return
        if type(value) is not Unknown:
            text = str(value)
            self._by_text.setdefault(text, {})[number] = resource
            for part in _PARTS.split(text):
                self._by_text.setdefault(part, {})[number] = resource
        elif value.refs:
            for ref in value.refs:
                self._by_address.setdefault(without_key(ref.address), {})[number] = resource
        else:
            self._anything[number] = resource

    def candidates(self, target: Resource, identities: Iterable[str]) -> list[Resource]:
        """All resources that can mean ``target``, in their order."""
        found = dict(self._anything)
        found.update(self._by_address.get(without_key(target.address), {}))
        if self._by_text:
            for name in identities:
                known = identity(target, name)
                if known:
                    found.update(self._by_text.get(known, {}))
                    found.update(self._by_text.get(_PARTS.split(known)[-1], {}))
        return [found[number] for number in sorted(found)]


_PARTS = re.compile(r"[/:.@]")


def are_same(one: Value, other: Value) -> Verdict:
    """Whether two values are the same: the same text, or the same attribute of the same resource."""
    if type(one) is not Unknown and type(other) is not Unknown:
        return of(one == other)
    if type(one) is not Unknown or type(other) is not Unknown or not one.refs or not other.refs:
        return FAIL if one is None or other is None else UNKNOWN
    if any(ref.path == more.path and _same(ref.address, more.address) for ref in one.refs for more in other.refs):
        return PASS
    apart = not any(_same(ref.address, more.address) for ref in one.refs for more in other.refs)
    return FAIL if apart else UNKNOWN


def _same(reference: str, address: str) -> bool:
    if reference == address:
        return True
    # a reference to all instances, or to one whose key is not known
    return without_key(reference) == without_key(address) and (
        reference.endswith("[*]") or reference == without_key(address) or address.endswith("[*]")
    )


def _names_within(name: str, text: str) -> bool:
    """Whether a longer identifier (an ARN, a URL, a resource path) ends in, or has as a component, ``name``."""
    return (
        len(name) > 2
        and len(text) > len(name)
        and re.search(rf"(?:\A|[/:.@]){re.escape(name)}(?:\Z|[/:.])", text) is not None
    )
