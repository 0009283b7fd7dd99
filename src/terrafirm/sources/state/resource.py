"""A resource instance that a document records: identity, values by schema, and what it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from sys import intern
from typing import Any

from terrafirm.model.provider_schema import (
    Attribute,
    Block,
    NestedBlock,
    data_source_block,
    ephemeral_block,
    resource_block,
)
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Location, Origin
from terrafirm.model.types import Type
from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.state.address import Key, joined, suffix
from terrafirm.sources.state.shape import Path, Shaper, mark

_SCHEMAS: dict[str, Callable[[str, str | None], Block | None]] = {
    "managed": resource_block,
    "data": data_source_block,
    "ephemeral": ephemeral_block,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a resource instance from all others. ``provider`` is its source address, empty when not recorded."""

    module: str
    mode: str
    type: str
    name: str
    key: Key = None
    provider: str = ""

    @property
    def base(self) -> str:
        """The address without the instance key."""
        return joined(self.module, self.mode, self.type, self.name)

    @property
    def address(self) -> str:
        """The address as Terraform writes it."""
        return self.base + suffix(self.key)


class RecordedResource:
    """A resource of a state; see :class:`terrafirm.model.resource.Resource`. All its values are known."""

    __slots__ = (
        "_cache",
        "_dependencies",
        "_schema",
        "_sensitive",
        "_values",
        "address",
        "identity",
        "location",
        "mode",
        "module",
        "name",
        "type",
    )

    def __init__(
        self,
        identity: Identity,
        values: dict[str, Any],
        sensitive: Any,
        location: Location,
        dependencies: Iterable[str] = (),
    ) -> None:
        self.identity = identity
        self.address = identity.address
        self.type = identity.type
        self.name = identity.name
        self.mode = identity.mode
        self.module = identity.module
        self.location = location
        self._values = {intern(name): value for name, value in values.items()}
        self._sensitive = sensitive or None
        self._dependencies = tuple(dependencies)
        self._schema = schema_of(identity)
        self._cache: dict[str, Value] = {}

    def get(self, name: str) -> Value:
        """A top-level value; null for a name that neither the schema nor the record has."""
        try:
            return self._cache[name]
        except KeyError:
            value = self._cache[name] = self._shape(name)
            return value

    def attribute_names(self) -> Iterable[str]:
        """Every name of the schema, then what the record has besides."""
        schema = self._schema
        known = [*schema.attributes, *schema.blocks] if schema is not None else []
        return list(dict.fromkeys([*known, *self._values]))

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """The document: it says nothing of the code that set a value."""
        return Origin(self.location)

    def references(self) -> Iterable[str]:
        """Addresses, without instance keys, of the resources it was recorded to depend on."""
        return self._dependencies

    def depend_on(self, addresses: Iterable[str]) -> None:
        """Replace the recorded dependencies."""
        self._dependencies = tuple(addresses)

    def is_literal(self, path: Path) -> bool | None:
        """Whether the value stands in the code as such: nothing recorded tells."""
        return None

    def _shape(self, name: str) -> Value:
        raw, unknown, schema = self._values.get(name), self._unknown_mark(name), self._schema
        sensitive = True if self._sensitive is True else mark(self._sensitive, name)
        shaper = Shaper(self._mystery)
        if schema is not None and name in schema.attributes:
            attribute = schema.attributes[name]
            if attribute.write_only and raw is None:
                return self._write_only(name, attribute)
            return shaper.attribute(raw, unknown, sensitive, attribute, (name,))
        if schema is not None and name in schema.blocks:
            return shaper.block(raw, unknown, sensitive, schema.blocks[name], (name,))
        return shaper.untyped(raw, unknown, sensitive, (name,))

    def _unknown_mark(self, name: str) -> Any:
        return None

    def _mystery(self, path: Path, wanted: Type, schema: Attribute | NestedBlock | None) -> Value:
        return Unknown("the document does not say", "limit", type=wanted)

    def _write_only(self, name: str, schema: Attribute) -> Value:
        return Sensitive(Unknown(f"{name} is write-only: Terraform never records it", "limit"))


def schema_of(identity: Identity) -> Block | None:
    """The packed schema of a resource's type; none for a provider that is not packed, or another one's type."""
    find = _SCHEMAS.get(identity.mode)
    if find is None:
        return None
    provider = identity.provider.rpartition("/")[2]
    return find(identity.type, "google-beta" if provider == "google-beta" else None)
