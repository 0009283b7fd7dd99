"""All resources of one root together: lookups by type and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol

from terrafirm.engine.paths import Segment, elements, find
from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.value import Unknown, Value
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, any_of

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


class Routes(Protocol):
    """Tells how the internet reaches a resource; see :mod:`terrafirm.engine.reach`."""

    def exposure(self, resource: Resource, world: World) -> tuple[Verdict, str]:
        """Whether the internet reaches it, and through what, in words."""


class World:
    """The resources of one inventory. ``closed`` says whether what is not listed does not exist."""

    def __init__(self, inventory: Inventory, routes: Routes | None = None) -> None:
        self.inventory = inventory
        self._routes = routes
        self.closed = inventory.closed
        self.open_because = inventory.open_because

    def exposure(self, resource: Resource) -> tuple[Verdict, str]:
        """Whether the internet reaches a resource, and in words through which others."""
        if self._routes is None:
            return UNKNOWN, ""
        verdict, through = self._routes.exposure(resource, self)
        return (FAIL if self.closed else UNKNOWN) if verdict is FAIL else verdict, through

    @cached_property
    def by_type(self) -> dict[str, list[Resource]]:
        """Managed resources by type."""
        found: dict[str, list[Resource]] = {}
        for resource in self.inventory.resources:
            if resource.mode == "managed":
                found.setdefault(resource.type, []).append(resource)
        return found

    @cached_property
    def _by_address(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.inventory.resources:
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
            known = target.get(name)
            if isinstance(known, str) and known and (known == text or _names_within(known, text)):
                return PASS
        return FAIL

    def meant_by(self, value: Value, types: tuple[str, ...], to: tuple[str, ...]) -> list[Resource]:
        """Resources of ``types`` that a value refers to."""
        if type(value) is Unknown:
            found = [resource for ref in value.refs for resource in self.at(ref.address)]
            return [resource for resource in dict.fromkeys(found) if resource.type in types]
        return [resource for resource in self.of_types(types) if self._means(value, resource, to) is PASS]

    def references_of(self, resource: Resource) -> Iterator[Resource]:
        """The resources that a resource's configuration refers to."""
        for address in resource.references():
            yield from self.at(address)


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
