"""How a typed argument of the azurerm provider is read from the body of an Azure Resource Manager request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from terrafirm.model.record import dataclass
from terrafirm.model.value import Sensitive, Unknown, Value, bare


@dataclass(frozen=True, slots=True)
class Field:
    """Where a body holds an argument, and how its value becomes the argument's.

    ``read`` turns the value (never null, never unknown) into the argument's. ``inner`` holds the arguments of a nested
    block. ``element`` names the key that holds the text of each element of a list of objects.
    """

    path: tuple[str, ...]
    read: Callable[[Value], Value] | None = None
    inner: Mapping[str, Field] | None = None
    element: str = ""

    def value(self, body: Value) -> Value:
        """The argument's value; null when the body does not set it."""
        found, hidden = body, False
        for step in self.path:
            if type(found) is Sensitive:
                found, hidden = found.value, True
            if type(found) is Unknown:
                return found
            found = found.get(spelling(found, step)) if isinstance(found, dict) else None
        if type(found) is Sensitive:
            found, hidden = found.value, True
        found = self._converted(found)
        return Sensitive(found) if hidden else found

    def steps(self, body: Value, path: tuple[str | int, ...]) -> Iterator[str | int]:
        """The keys of the body that lead to what stands at ``path`` within the argument."""
        found = body
        for step in self.path:
            key = spelling(bare(found), step)
            yield key
            found = bare(found).get(key) if isinstance(bare(found), dict) else None
        found = bare(found)
        if self.inner is not None and self.read is not None:
            return
        if path and isinstance(path[0], int) and (self.inner is not None or self.element):
            if isinstance(found, (list, tuple)) and path[0] < len(found):
                yield path[0]
                found = found[path[0]]
            path = path[1:]
        if self.element:
            yield self.element
        elif self.inner is not None and path and path[0] in self.inner:
            yield from self.inner[str(path[0])].steps(found, path[1:])

    def _converted(self, found: Value) -> Value:
        if found is None or type(found) is Unknown:
            return found
        if self.inner is not None:
            kept = self.read(found) if self.read is not None else found
            if type(kept) is Unknown:
                return kept
            return [self._block(item) for item in (kept if isinstance(kept, (list, tuple)) else [kept])]
        if self.element:
            items = found if isinstance(found, (list, tuple)) else [found]
            return [Field((self.element,)).value(item) for item in items]
        return self.read(found) if self.read is not None else found

    def _block(self, item: Value) -> Value:
        if type(bare(item)) is Unknown:
            return item
        return {name: field.value(item) for name, field in (self.inner or {}).items()}


def spelling(value: Any, name: str) -> str:
    """The key of an object that means ``name``: the API does not tell lower from upper case."""
    if not isinstance(value, dict) or name in value:
        return name
    return next((key for key in value if key.lower() == name.lower()), name)


def at(path: str) -> Field:
    """The value that stands at ``path``."""
    return Field(tuple(path.split(".")))


def read(path: str, how: Callable[[Value], Value]) -> Field:
    """The value at ``path`` turned into the argument's by ``how``."""
    return Field(tuple(path.split(".")), how)


def block(path: str, **inner: Field) -> Field:
    """The object at ``path``, or each of a list of them, as a nested block."""
    return Field(tuple(path.split(".")), inner=inner)


def texts(path: str, element: str) -> Field:
    """The text under the key ``element`` of each object of the list at ``path``."""
    return Field(tuple(path.split(".")), element=element)


def only_enabled(blocks: Field) -> Field:
    """Those of the nested blocks whose object does not say ``enabled = false``."""
    return Field(blocks.path, _enabled, blocks.inner)


def _enabled(items: Value) -> Value:
    found = [(item, Field(("enabled",)).value(item)) for item in (items if isinstance(items, (list, tuple)) else ())]
    unknown = next((bare(given) for _, given in found if type(bare(given)) is Unknown), None)
    return [item for item, given in found if bare(given) is not False] if unknown is None else unknown


def switched_on(value: Value) -> Value:
    """``Enabled`` as true, every other text as false."""
    return value.lower() == "enabled" if isinstance(value, str) else value


def negated(value: Value) -> Value:
    """False for true, and true for false."""
    return not value if isinstance(value, bool) else value


def days_while_enabled(policy: Value) -> Value:
    """The ``days`` of a policy whose status is enabled; null of another."""
    is_on = Field(("status",), switched_on).value(policy)
    if bare(is_on) is True:
        return Field(("days",)).value(policy)
    return is_on if type(bare(is_on)) is Unknown else None


def after_underscore(value: Value) -> Value:
    """``LRS`` of ``Standard_LRS``."""
    return value.rpartition("_")[2] if isinstance(value, str) else value
