"""A resource seen under the names of another type that makes the same object."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from terrafirm.engine.paths import Path
from terrafirm.model.resource import Location, Origin, Resource
from terrafirm.model.value import Sensitive, Value


class Restated(ABC):
    """``written`` under the names of ``type``; see :class:`terrafirm.model.resource.Resource`.

    ``written`` holds the object as one value, its argument ``holder`` (empty where its arguments are the object's).
    ``is_structured`` says whether that value stands in the configuration as an object, so that its parts have places
    of their own, or as text.
    """

    def __init__(self, written: Resource, type: str, holder: str, is_structured: bool) -> None:
        self.written = written
        self.type = type
        self.address = written.address
        self.name = written.name
        self.mode = written.mode
        self.module = written.module
        self._holder = holder
        self._is_structured = is_structured

    @property
    def location(self) -> Location:
        """Where the written resource is declared."""
        return self.written.location

    @property
    def is_unsure(self) -> bool:
        """Whether it is not known that there is such a resource."""
        return bool(getattr(self.written, "is_unsure", False))

    @abstractmethod
    def values(self) -> dict[str, Value]:
        """The typed names that the object sets, and their values."""

    @abstractmethod
    def steps(self, path: Path) -> Iterable[str | int]:
        """The steps from the holder to what a path of typed names means."""

    @cached_property
    def _values(self) -> dict[str, Value]:
        values = self.values()
        if not self._holder or type(self.written.get(self._holder)) is not Sensitive:
            return values
        return {name: value if type(value) is Sensitive else Sensitive(value) for name, value in values.items()}

    def get(self, name: str) -> Value:
        """A top-level value under its typed name; null when the object does not have it."""
        return self._values.get(name)

    def attribute_names(self) -> Iterable[str]:
        """The typed names that the object sets."""
        return self._values

    def references(self) -> Iterable[str]:
        """What the written resource refers to."""
        return self.written.references()

    def source_blocks(self) -> Iterator[Any]:
        """The file and span of the written resource, for comments in and above it; none outside of code."""
        blocks = getattr(self.written, "source_blocks", None)
        if blocks is not None:
            yield from blocks()

    def origin(self, path: Path) -> Origin:
        """Where the written resource sets what stands at a path of typed names."""
        return self.written.origin(self.written_path(path))

    def is_literal(self, path: Path) -> bool | None:
        """Whether the written resource has plain text at a path of typed names."""
        asked = getattr(self.written, "is_literal", None)
        if asked is None or not self._is_structured:
            return None
        answer: bool | None = asked(self.written_path(path))
        return answer

    def written_value(self, path: Path, value: Value) -> Value:
        """What the written resource says where the typed one has ``value``."""
        return value

    def written_path(self, path: Path) -> Path:
        """The path in the written resource for a path of typed names."""
        return (self._holder, *self.steps(path)) if path else ()
