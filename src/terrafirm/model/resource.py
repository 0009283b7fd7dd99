"""A resource as every source presents it, and the inventory that a source reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from terrafirm.model.footprint import Footprint
from terrafirm.model.record import dataclass, field
from terrafirm.model.value import Value


@dataclass(frozen=True, slots=True)
class Location:
    """A span of source text; lines and columns count from 1, ``end_column`` is exclusive. Zero means not known."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: the expression that finally set it, and the names it passed through on the way."""

    location: Location
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """Something that could not be read or judged. ``fatal`` entries make the run fail closed."""

    path: str
    line: int
    why: str
    column: int = 0
    fatal: bool = True


class Resource(Protocol):
    """One resource instance. ``key`` of an instance with unknown cardinality is ``*``."""

    @property
    def address(self) -> str:
        """The absolute address as Terraform writes it."""

    @property
    def type(self) -> str:
        """The resource type, such as ``aws_s3_bucket``."""

    @property
    def name(self) -> str:
        """The resource's name in its module."""

    @property
    def mode(self) -> str:
        """``managed`` or ``data``."""

    @property
    def module(self) -> str:
        """The address of the module instance it belongs to, empty for the root."""

    @property
    def location(self) -> Location:
        """Where it is declared."""

    def get(self, name: str) -> Value:
        """The value of a top-level argument, attribute or block; null when absent.

        List and set blocks are lists of objects, single blocks are objects.
        """

    def attribute_names(self) -> Iterable[str]:
        """All names that :meth:`get` knows."""

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """Where the value at ``path`` was set: the nearest enclosing expression or block that exists."""

    def references(self) -> Iterable[str]:
        """Absolute addresses of the resources (instances, or all instances of one) that its configuration refers to."""


@dataclass(slots=True)
class Inventory:
    """What one source holds. ``kind`` is ``hcl``, ``plan``, ``state`` or ``live``.

    ``closed`` says whether what is not listed does not exist (a missing companion is then evidence);
    ``open_because`` says why it is not. ``reads`` notes what was looked at besides the configuration files below the
    place that was asked for.
    """

    kind: str
    path: str
    resources: list[Resource] = field(default_factory=list)
    not_evaluated: list[NotEvaluated] = field(default_factory=list)
    closed: bool = True
    open_because: str = ""
    files: int = 0
    reads: Footprint = field(default_factory=dict)
