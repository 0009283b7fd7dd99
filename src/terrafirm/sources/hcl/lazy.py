"""Objects whose attributes are computed when first asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any

from terrafirm.model.value import Unknown, Value


class LazyObject(dict[str, Value]):
    """A dict that knows its names and computes each value once, on demand.

    It is a dict so that functions and operators need not know about it.
    """

    __slots__ = ()

    def names(self) -> list[str]:
        """All attribute names."""
        raise NotImplementedError

    def compute(self, name: str) -> Value:
        """The value of an attribute; raises :class:`KeyError` when there is none of that name."""
        raise NotImplementedError

    def referred(self, name: str, value: Unknown) -> Unknown:
        """An unknown attribute as others see it who refer to it."""
        return value

    def __missing__(self, name: str) -> Value:
        value = self.compute(name)
        dict.__setitem__(self, name, value)
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())

    def __bool__(self) -> bool:
        return True

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """The attribute names."""
        return dict.fromkeys(self.names()).keys()

    def values(self) -> ValuesView[Value]:  # type: ignore[override]
        """All values, computed."""
        return {name: self[name] for name in self.names()}.values()

    def items(self) -> ItemsView[str, Value]:  # type: ignore[override]
        """All names and values, computed."""
        return {name: self[name] for name in self.names()}.items()

    def get(self, name: str, default: Any = None) -> Value:
        """The value of ``name``, or ``default`` when there is no such attribute."""
        return self[name] if name in self.names() else default

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)
