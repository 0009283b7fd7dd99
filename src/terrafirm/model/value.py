"""Values as Terraform knows them: null, known, unknown with a reason, sensitive.

Known values are plain Python objects, so that evaluation stays fast:

========== =====================================================
Terraform  Python
========== =====================================================
null       ``None``
bool       ``bool``
number     ``int`` when whole, else ``decimal.Decimal``
string     ``str``
tuple      ``tuple``
list       ``list``
set        :class:`TSet`
object     ``dict``
map        :class:`TMap`
unknown    :class:`Unknown`
sensitive  :class:`Sensitive` around any of the above
========== =====================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from decimal import Decimal
from typing import Any

from terrafirm.model.record import dataclass

#: Any Terraform value in the representation above. Values are dynamically typed by nature.
Value = Any


@dataclass(frozen=True, slots=True)
class Ref:
    """What an unknown value is the value of: attribute ``path`` of the resource at ``address``.

    ``address`` is the absolute address of a resource instance; ``path`` is empty for the whole object.
    """

    address: str
    path: tuple[str, ...] = ()


class Unknown:
    """A value that cannot be known before apply, or that nobody has given.

    ``kind`` says where ignorance comes from: ``variable`` (no value), ``computed`` (left to the provider),
    ``apply`` (an attribute of something that does not exist yet), ``reference`` (the same, and it may stay null),
    ``data`` (read at plan time), ``impure`` (clock or random functions), ``module`` (a module that was not
    evaluated), ``error`` (the expression is wrong) or ``limit`` (a safety cap). What is known all the same: ``type``
    (as in :mod:`terrafirm.model.types`), ``not_null``, ``prefix`` of a string, ``length`` bounds of a collection,
    ``options`` (every value it can take), ``refs`` (what it is derived from), ``parts`` (the pieces of a
    template, text and unknowns in turn) and ``document`` (what JSON text will decode to, unknowns inside).
    """

    __slots__ = ("document", "kind", "length", "not_null", "options", "parts", "prefix", "refs", "type", "why")

    def __init__(
        self,
        why: str,
        kind: str = "apply",
        *,
        type: Any = None,
        not_null: bool = False,
        prefix: str = "",
        length: tuple[int, int | None] = (0, None),
        options: tuple[Value, ...] = (),
        refs: tuple[Ref, ...] = (),
        parts: tuple[Value, ...] = (),
        document: Value = None,
    ) -> None:
        self.why = why
        self.kind = kind
        self.type = type
        self.not_null = not_null
        self.prefix = prefix
        self.length = length
        self.options = options
        self.refs = refs
        self.parts = parts
        self.document = document

    @property
    def is_set(self) -> bool:
        """Whether the value is certain not to be null: refined so, or filled by the provider or a data source."""
        return self.not_null or self.kind in ("apply", "data")

    def derived(self, *, type: Any = None, not_null: bool = False, prefix: str = "") -> Unknown:
        """An unknown computed from this one: same reason and references, other knowledge."""
        return Unknown(self.why, self.kind, type=type, not_null=not_null, prefix=prefix, refs=self.refs)

    def referring(self, ref: Ref, prefix: str, suffix: str) -> Unknown:
        """The same unknown, seen as the value of an attribute, which is known to begin and end so."""
        if ref in self.refs and (self.prefix or not prefix) and (self.parts or not suffix):
            return self
        found = copy(self)
        found.refs = self.refs if ref in self.refs else (*self.refs, ref)
        found.prefix = self.prefix or prefix
        if suffix and not self.parts:
            found.parts = (prefix, self, suffix) if prefix else (self, suffix)
        return found

    def __repr__(self) -> str:
        return f"Unknown({self.why!r}, {self.kind!r})"


class Sensitive:
    """A value marked sensitive: judged like any other, never shown."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value: Value = value.value if isinstance(value, Sensitive) else value

    def __repr__(self) -> str:
        return "Sensitive(...)"


class UnsetBlocks(list[Value]):
    """No blocks, where the provider may fill some in: empty, but what an index into it gives is not known."""

    __slots__ = ("unknown",)

    def __init__(self, unknown: Unknown) -> None:
        super().__init__()
        self.unknown = unknown


class TMap(dict[str, Value]):
    """A Terraform map: a dict whose values share one type (an object is a plain dict)."""

    __slots__ = ()


class OpenObject(dict[str, Value]):
    """An object of a provider whose schema is not known: there may be more in it than is written."""

    __slots__ = ()


class TSet:
    """A Terraform set: unique elements in the order in which Terraform iterates over them."""

    __slots__ = ("items",)

    def __init__(self, items: Iterable[Value] = ()) -> None:
        self.items = ordered_unique(items)

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"TSet({self.items!r})"


def ordered_unique(items: Iterable[Value]) -> list[Value]:
    """Elements of a set: duplicates gone, in cty's order (strings by code point, numbers by value, rest by hash bytes).

    Source of the order: ``setRules.Less`` in github.com/zclconf/go-cty.
    """
    found: dict[Any, Value] = {}
    for item in items:
        bare = item.value if type(item) is Sensitive else item
        kind = type(bare)
        key: Any
        if kind is str:
            key = (0, bare.encode("utf-8", "surrogatepass"))
        elif kind is bool or kind is int or kind is Decimal:
            key = (0, bare)
        elif bare is None:
            key = (2, b"")
        elif kind is Unknown:
            key = (3, id(bare))
        else:
            # objects that look the same as far as they are known may still differ
            key = (1, hash_bytes(bare), tuple(map(id, _unknowns(bare))))
        if key not in found or type(item) is Sensitive:
            found[key] = item
    try:
        return [found[key] for key in sorted(found)]
    except TypeError:  # mixed primitive kinds: only possible before conversion to one element type
        return list(found.values())


def _unknowns(value: Value) -> Iterator[Unknown]:
    """Every unknown anywhere inside a value."""
    kind = type(value)
    if kind is Unknown:
        yield value
    elif kind is Sensitive:
        yield from _unknowns(value.value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _unknowns(item)
    elif kind is tuple or kind is list or kind is TSet:
        for item in value:
            yield from _unknowns(item)


#: Characters that Go's ``%q`` writes as escapes.
_GO_QUOTED = {code: f"\\x{code:02x}" for code in (*range(32), 127)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\a\b\f\n\r\t\v\\"', 'abfnrtv\\"', strict=True)
}


def hash_bytes(value: Value) -> bytes:
    """The bytes by which cty orders and compares set elements that have no order of their own."""
    out: list[str] = []
    _append_hash(value, out)
    return "".join(out).encode("utf-8", "surrogatepass")


def _append_hash(value: Value, out: list[str]) -> None:
    kind = type(value)
    if kind is Sensitive:
        _append_hash(value.value, out)
    elif kind is str:
        out.append(f'"{value.translate(_GO_QUOTED)}"')
    elif kind is bool:
        out.append("T" if value else "F")
    elif kind is int or kind is Decimal:
        out.append(f"{value:.10g}" if kind is Decimal else str(value))
    elif value is None:
        out.append("~")
    elif kind is Unknown:
        out.append("?")
    elif kind is TMap:
        out.append("{")
        for key in sorted(value):
            _append_hash(key, out)
            out.append(":")
            _append_hash(value[key], out)
            out.append(";")
        out.append("}")
    elif isinstance(value, dict):
        out.append("<")
        for key in sorted(value):
            _append_hash(value[key], out)
            out.append(";")
        out.append(">")
    else:
        opening, closing = ("<", ">") if kind is tuple else ("[", "]")
        out.append(opening)
        for item in value:
            _append_hash(item, out)
            out.append(";")
        out.append(closing)


def bare(value: Value) -> Value:
    """The value without an outer sensitive mark."""
    return value.value if type(value) is Sensitive else value


#: Elements, counted through all nesting, that a named value may have.
MAX_NODES = 500_000


def is_too_large(value: Value) -> bool:
    """Whether a value has more than :data:`MAX_NODES` elements, shared ones counted wherever they stand.

    Values that refer to each other ten times over grow tenfold with each name, at no cost until somebody looks.
    """
    count = 0
    stack = [value]
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind is tuple or kind is list:
            items: Any = current
        elif kind is TSet:
            items = current.items
        elif kind is dict or kind is TMap or kind is OpenObject:
            items = current.values()
        else:
            continue
        count += len(items)
        if count > MAX_NODES:
            return True
        stack += [item for item in items if type(item) in _COLLECTIONS]
    return False


_COLLECTIONS: frozenset[type] = frozenset((tuple, list, dict, TSet, TMap, OpenObject))


def first_unknown(value: Value) -> Unknown | None:
    """The first unknown anywhere inside ``value``, or ``None`` when it is wholly known."""
    kind = type(value)
    if kind is Unknown:
        return value  # type: ignore[no-any-return]
    if kind is str or kind is bool or kind is int or value is None:
        return None
    if kind is Sensitive:
        return first_unknown(value.value)
    if isinstance(value, dict):
        for item in value.values():
            if (found := first_unknown(item)) is not None:
                return found
    elif kind is tuple or kind is list or kind is TSet:
        for item in value:
            if (found := first_unknown(item)) is not None:
                return found
    return None


def has_sensitive(value: Value) -> bool:
    """Whether a sensitive mark stands anywhere inside ``value``."""
    kind = type(value)
    if kind is str or kind is bool or kind is int or value is None:
        return False
    if kind is Sensitive:
        return True
    if isinstance(value, dict):
        return any(has_sensitive(item) for item in value.values())
    if kind is tuple or kind is list or kind is TSet:
        return any(has_sensitive(item) for item in value)
    return False


def strip_marks(value: Value) -> Value:
    """A copy of ``value`` without any sensitive mark."""
    kind = type(value)
    if kind is Sensitive:
        return strip_marks(value.value)
    if isinstance(value, dict):
        return type(value)((key, strip_marks(item)) for key, item in value.items())
    if kind is tuple:
        return tuple(strip_marks(item) for item in value)
    if kind is list:
        return [strip_marks(item) for item in value]
    if kind is TSet:
        return TSet(strip_marks(item) for item in value)
    return value


def number(value: Decimal) -> int | Decimal:
    """The canonical number: ``int`` when whole."""
    whole = value.to_integral_value()
    return int(whole) if whole == value else value
