"""Expressions over collections: for and splat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from terrafirm.model.value import Sensitive, TSet, Unknown, UnsetBlocks, Value, bare
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.nodes import as_bool, object_key
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env

#: Elements one for expression may produce before it is cut off with a reason.
MAX_ELEMENTS = 100_000


class Hole(Node):
    """The element a splat is looking at."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value: list[Value] = []

    def ev(self, env: Env) -> Value:
        """The current element."""
        return self.value[-1]


class Splat(Node):
    """``source[*].each`` (also the attribute-only ``source.*.each``)."""

    __slots__ = ("each", "hole", "source")

    def __init__(self, source: Node, hole: Hole, each: Node) -> None:
        self.source = source
        self.hole = hole
        self.each = each

    def ev(self, env: Env) -> Value:
        """A tuple (or list, for lists and sets) of the elements' values."""
        source = self.source.ev(env)
        if type(source) is Sensitive:
            return Sensitive(self._over(source.value, env))
        return self._over(source, env)

    def _over(self, source: Value, env: Env) -> Value:
        if source is None:
            return ()
        kind = type(source)
        if kind is UnsetBlocks:
            source = source.unknown
            kind = Unknown
        if kind is Unknown:
            found = source.type
            if source.not_null and found is not None and found[0] not in ("list", "set", "tuple") and found != "any":
                return (self._one(source, env),)
            listed = isinstance(found, tuple) and found[0] in ("list", "set")
            return source.derived(type=("list", "any") if listed else None, not_null=True)
        if kind is tuple:
            return tuple(self._one(item, env) for item in source)
        if kind is list or kind is TSet:
            return [self._one(item, env) for item in source]
        return (self._one(source, env),)

    def _one(self, item: Value, env: Env) -> Value:
        stack = self.hole.value
        stack.append(item)
        try:
            return self.each.ev(env)
        finally:
            stack.pop()

    def parts(self) -> Iterable[Node]:
        """Source and what is taken of each element."""
        return (self.source, self.each)


class For(Node):
    """``[for k, v in coll : value if cond]`` and ``{for k, v in coll : key => value... if cond}``."""

    __slots__ = ("collection", "cond", "group", "key", "key_name", "result", "value_name")

    def __init__(
        self,
        names: tuple[str | None, str],
        collection: Node,
        key: Node | None,
        result: Node,
        cond: Node | None,
        group: bool,
    ) -> None:
        self.key_name, self.value_name = names
        self.collection = collection
        self.key = key
        self.result = result
        self.cond = cond
        self.group = group

    def ev(self, env: Env) -> Value:
        """A tuple, or an object where a key expression is given."""
        source = self.collection.ev(env)
        if type(source) is Sensitive:
            return Sensitive(self._over(source.value, env))
        return self._over(source, env)

    def _over(self, source: Value, env: Env) -> Value:
        if type(source) is Unknown:
            if source.type in ("string", "number", "bool"):
                raise EvalError(_NOT_ITERABLE)
            return source.derived(not_null=True)
        if source is None:
            raise EvalError("Iteration over null value")
        hidden = False
        kept: list[tuple[Value, Value]] = []
        for position, (key, value) in enumerate(_entries(source)):
            if position >= MAX_ELEMENTS:
                return Unknown(f"a for expression over more than {MAX_ELEMENTS} elements is not evaluated", "limit")
            inner = self._inside(key, value, env)
            if self.cond is not None:
                wanted = self.cond.ev(inner)
                hidden = hidden or type(wanted) is Sensitive
                wanted = bare(wanted)
                if type(wanted) is Unknown:
                    return wanted.derived(not_null=True)
                if not as_bool(wanted, "The 'if' clause value must be a bool"):
                    continue
            if self.key is None:
                kept.append((None, self.result.ev(inner)))
                continue
            out_key = self.key.ev(inner)
            hidden = hidden or type(out_key) is Sensitive
            out_key = bare(out_key)
            if type(out_key) is Unknown:
                return out_key.derived(not_null=True)
            if out_key is None:
                raise EvalError("Invalid object key: key expression must not produce null")
            kept.append((object_key(out_key), self.result.ev(inner)))
        result = tuple([value for _, value in kept]) if self.key is None else self._object(kept)
        return Sensitive(result) if hidden else result

    def _inside(self, key: Value, value: Value, env: Env) -> Env:
        names = dict(env.names) if env.names else {}
        if self.key_name is not None:
            names[self.key_name] = key
        names[self.value_name] = value
        return env.with_names(names)

    def _object(self, kept: list[tuple[Value, Value]]) -> Value:
        result: dict[str, Value] = {}
        if self.group:
            groups: dict[str, list[Value]] = {}
            for key, value in kept:
                groups.setdefault(key, []).append(value)
            return {key: tuple(groups[key]) for key in sorted(groups)}
        for key, value in kept:
            if key in result:
                raise EvalError(f'Duplicate object key: two different items produced the key "{key}"')
            result[key] = value
        return {key: result[key] for key in sorted(result)}

    def parts(self) -> Iterable[Node]:
        """Collection, key, result and condition."""
        found = (self.collection, self.key, self.result, self.cond)
        return [node for node in found if node is not None]


_NOT_ITERABLE = "Iteration over non-iterable value"


def _entries(source: Value) -> Iterator[tuple[Value, Value]]:
    kind = type(source)
    if kind is tuple or kind is list:
        return iter(enumerate(source))
    if kind is TSet:
        return ((item, item) for item in source)
    if isinstance(source, dict):
        return ((key, source[key]) for key in sorted(source))
    raise EvalError(_NOT_ITERABLE)
