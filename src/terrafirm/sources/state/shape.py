"""Turn recorded JSON into values of the types that the provider schema names, with unknown and sensitive marks.

Marks have the shape of the value: ``true`` covers everything below, an object or array goes on inside, anything
else is no mark (the form of ``after_unknown`` and ``sensitive_values`` in Terraform's JSON output).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from terrafirm.model.provider_schema import Attribute, Block, NestedBlock
from terrafirm.model.types import ConversionError, Type, convert, from_json
from terrafirm.model.value import Sensitive, TMap, TSet, Unknown, Value

Path = tuple[str | int, ...]
Mystery = Callable[[Path, Type, Attribute | NestedBlock | None], Value]
"""What to put for an unknown value: its path, its type, its schema where it is an argument or block of its own."""

#: Recorded values that are values of these types as they are.
_PLAIN = {str: "string", bool: "bool", int: "number"}
#: Levels of nesting of a value; provider schemas have at most some 30.
MAX_DEPTH = 100
_TOO_DEEP = f"values nested more than {MAX_DEPTH} levels deep are not read"


class Shaper:
    """Shapes the values of one object; ``mystery`` makes its unknown values."""

    __slots__ = ("mystery",)

    def __init__(self, mystery: Mystery) -> None:
        self.mystery = mystery

    def attribute(self, raw: Any, unknown: Any, sensitive: Any, schema: Attribute, path: Path) -> Value:
        """An argument or exported attribute."""
        if _PLAIN.get(type(raw)) == schema.type and not (unknown or sensitive or schema.sensitive):
            return raw
        if unknown is True:
            value: Value = self.mystery(path, attribute_type(schema), schema)
        elif raw is None and not unknown:
            return None
        else:
            value = self._nested(raw, unknown, sensitive, schema, path)
        if (schema.sensitive or sensitive is True) and type(value) is not Sensitive:
            return Sensitive(value)
        return value

    def _nested(self, raw: Any, unknown: Any, sensitive: Any, schema: Attribute, path: Path) -> Value:
        nested = schema.nested
        if nested is None:
            return self.typed(raw, unknown, sensitive, attribute_type(schema), path)
        if raw is None:
            return None  # a nested attribute may be null, where blocks are merely none
        block = Block(nested.attributes, {})
        return self.block(raw, unknown, sensitive, NestedBlock(nested.nesting, block), path)

    def block(self, raw: Any, unknown: Any, sensitive: Any, schema: NestedBlock, path: Path) -> Value:
        """A kind of nested block: an object or null, or a list, set or map of objects."""
        nesting = schema.nesting
        if unknown is True:
            return self.mystery(path, (nesting, "any"), schema)
        if sensitive is True:
            return Sensitive(self.block(raw, unknown, None, schema, path))
        if nesting in ("single", "group"):
            return None if raw is None else self._body(raw, unknown, sensitive, schema.block, path)
        if nesting == "map":
            if not isinstance(raw, dict):
                return {} if raw is None else self.untyped(raw, unknown, sensitive, path)
            return TMap(
                (key, self._body(item, mark(unknown, key), mark(sensitive, key), schema.block, (*path, key)))
                for key, item in members(raw, unknown)
            )
        if raw is not None and not isinstance(raw, list):
            return self.untyped(raw, unknown, sensitive, path)
        items = [
            self._body(item, mark(unknown, at), mark(sensitive, at), schema.block, (*path, at))
            for at, item in enumerate(raw or ())
        ]
        return TSet(items) if nesting == "set" else items

    def _body(self, raw: Any, unknown: Any, sensitive: Any, schema: Block, path: Path) -> Value:
        if unknown is True:
            return self.mystery(path, "any", None)
        if sensitive is True:
            return Sensitive(self._body(raw, unknown, None, schema, path))
        if len(path) > MAX_DEPTH:
            return Unknown(_TOO_DEEP, "limit")
        if not isinstance(raw, dict):
            return self.untyped(raw, unknown, sensitive, path)
        result: dict[str, Value] = {}
        for name, attribute in schema.attributes.items():
            item, unsure = raw.get(name), mark(unknown, name)
            if item is None and not unsure:
                result[name] = None  # as most are
                continue
            result[name] = self.attribute(item, unsure, mark(sensitive, name), attribute, (*path, name))
        for name, nested in schema.blocks.items():
            result[name] = self.block(raw.get(name), mark(unknown, name), mark(sensitive, name), nested, (*path, name))
        for name, item in raw.items():
            if name not in result:  # of another provider release than the packed schema
                result[name] = self.untyped(item, mark(unknown, name), mark(sensitive, name), (*path, name))
        return result

    def typed(self, raw: Any, unknown: Any, sensitive: Any, wanted: Type, path: Path) -> Value:
        """A value of a type; one that does not fit it keeps the form it was recorded in."""
        if unknown is True:
            value: Value = self.mystery(path, wanted, None)
            return Sensitive(value) if sensitive is True else value
        if sensitive is True:
            return Sensitive(self.typed(raw, unknown, None, wanted, path))
        if raw is None:
            return None
        if isinstance(wanted, str):
            return self._primitive(raw, unknown, sensitive, wanted, path)
        if len(path) > MAX_DEPTH:
            return Unknown(_TOO_DEEP, "limit")
        if wanted[0] in ("list", "set", "tuple") and isinstance(raw, list):
            return self._sequence(raw, unknown, sensitive, wanted, path)
        if wanted[0] == "map" and isinstance(raw, dict):
            return TMap(
                (key, self.typed(item, mark(unknown, key), mark(sensitive, key), wanted[1], (*path, key)))
                for key, item in members(raw, unknown)
            )
        if wanted[0] == "object" and isinstance(raw, dict):
            return {
                name: self.typed(raw.get(name), mark(unknown, name), mark(sensitive, name), inner, (*path, name))
                for name, inner in wanted[1].items()
            }
        return self.untyped(raw, unknown, sensitive, path)

    def _primitive(self, raw: Any, unknown: Any, sensitive: Any, wanted: str, path: Path) -> Value:
        if wanted == "any" or isinstance(raw, (list, dict)):
            return self.untyped(raw, unknown, sensitive, path, tuple)
        try:
            return convert(raw, wanted)
        except ConversionError:
            return raw

    def _sequence(self, raw: list[Any], unknown: Any, sensitive: Any, wanted: Type, path: Path) -> Value:
        kind, inner = wanted[0], wanted[1]
        items = [
            self.typed(
                item,
                mark(unknown, at),
                mark(sensitive, at),
                (inner[at] if at < len(inner) else "any") if kind == "tuple" else inner,
                (*path, at),
            )
            for at, item in enumerate(raw)
        ]
        if kind == "set":
            return TSet(items)
        return tuple(items) if kind == "tuple" else items

    def untyped(
        self,
        raw: Any,
        unknown: Any,
        sensitive: Any,
        path: Path,
        sequence: type[list[Any]] | type[tuple[Any, ...]] = list,
    ) -> Value:
        """A value without a schema: objects and ``sequence`` as they are written."""
        if unknown is True:
            value: Value = self.mystery(path, "any", None)
            return Sensitive(value) if sensitive is True else value
        if sensitive is True:
            return Sensitive(self.untyped(raw, unknown, None, path, sequence))
        if len(path) > MAX_DEPTH:
            return Unknown(_TOO_DEEP, "limit")
        if isinstance(raw, dict):
            return {
                key: self.untyped(item, mark(unknown, key), mark(sensitive, key), (*path, key), sequence)
                for key, item in members(raw, unknown)
            }
        if isinstance(raw, list):
            return sequence(
                self.untyped(item, mark(unknown, at), mark(sensitive, at), (*path, at), sequence)
                for at, item in enumerate(raw)
            )
        return raw


def mark(marks: Any, step: str | int) -> Any:
    """The mark one step deeper; ``None`` where there is none. References write the index of a block as text."""
    if isinstance(marks, list) and isinstance(step, str):
        step = int(step) if step.isdecimal() else -1
    if isinstance(step, str):
        return marks.get(step) if isinstance(marks, dict) else None
    return marks[step] if isinstance(marks, list) and 0 <= step < len(marks) else None


def members(raw: dict[str, Any], unknown: Any) -> list[tuple[str, Any]]:
    """The members of an object, and those that are left out of it because they are unknown."""
    found = list(raw.items())
    if isinstance(unknown, dict):
        found.extend((key, None) for key, inner in unknown.items() if key not in raw and inner)
    return found


def marked_within(marks: Any, path: Path) -> bool:
    """Whether there is a mark at ``path``, around it or inside of it."""
    for step in path:
        if marks is True:
            return True
        marks = mark(marks, step)
    stack = [marks]
    while stack:
        found = stack.pop()
        if found is True:
            return True
        if isinstance(found, (dict, list)):
            stack.extend(found.values() if isinstance(found, dict) else found)
    return False


def attribute_type(schema: Attribute) -> Type:
    """The parsed type of an attribute; schemas are shared, so each distinct primitive and object is parsed once."""
    if isinstance(schema.type, str):
        return _primitive_type(schema.type)
    found = _TYPES.get(id(schema))
    if found is None:
        # the schema is kept beside its type so that its id stays taken
        found = _TYPES[id(schema)] = (schema, from_json(schema.type))
    return found[1]


_TYPES: dict[int, tuple[Attribute, Type]] = {}


@cache
def _primitive_type(name: str) -> Type:
    return from_json(name)
