"""Terraform types and the conversions between them, as cty does them.

A type is ``"string"``, ``"number"``, ``"bool"`` or ``"any"``, or a tuple: ``("list", T)``, ``("set", T)``,
``("map", T)``, ``("tuple", (T, ...))``, ``("object", {name: T}, {optional name: default or NO_DEFAULT})``.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from terrafirm.model.value import (
    Sensitive,
    TMap,
    TSet,
    Unknown,
    Value,
    first_unknown,
    has_sensitive,
    number,
    strip_marks,
)

Type = Any

NO_DEFAULT: Final = object()


class ConversionError(Exception):
    """A value does not convert to the wanted type; the message says what was wanted."""


def from_json(spec: Any) -> Type:
    """A type from its JSON form in provider schemas: ``"string"``, ``["list", "string"]``, ``["object", {...}]``."""
    if isinstance(spec, str):
        return "any" if spec == "dynamic" else spec
    kind = spec[0]
    if kind == "object":
        optional = dict.fromkeys(spec[2], NO_DEFAULT) if len(spec) > 2 else {}
        return ("object", {name: from_json(inner) for name, inner in spec[1].items()}, optional)
    if kind == "tuple":
        return ("tuple", tuple(from_json(inner) for inner in spec[1]))
    return (kind, from_json(spec[1]))


def type_of(value: Value) -> Type:
    """The type of a value; ``any`` where it cannot be told (null, untyped unknown, empty collection)."""
    kind = type(value)
    if kind is str:
        return "string"
    if kind is bool:
        return "bool"
    if kind is int or kind is Decimal:
        return "number"
    if value is None:
        return "any"
    if kind is Unknown:
        return value.type or "any"
    if kind is Sensitive:
        return type_of(value.value)
    if kind is tuple:
        return ("tuple", tuple(type_of(item) for item in value))
    if kind is list:
        return ("list", _element_type(value))
    if kind is TSet:
        return ("set", _element_type(value))
    if kind is TMap:
        return ("map", _element_type(value.values()))
    if isinstance(value, dict):
        return ("object", {key: type_of(item) for key, item in value.items()}, {})
    return "any"


def _element_type(items: Any) -> Type:
    for item in items:
        found = type_of(item)
        if found != "any":
            return found
    return "any"


def type_name(wanted: Type) -> str:
    """A type as Terraform's messages write it."""
    if isinstance(wanted, str):
        return "dynamic" if wanted == "any" else wanted
    if wanted[0] in ("object", "tuple"):
        return str(wanted[0])
    return f"{wanted[0]} of {type_name(wanted[1])}"


def number_text(value: int | Decimal) -> str:
    """A number as Terraform converts it to a string: no exponent, no trailing zeros."""
    if type(value) is int:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def convert(value: Value, wanted: Type) -> Value:
    """``value`` as type ``wanted``.

    Raises :class:`ConversionError` with Terraform's wording when there is no conversion.
    """
    kind = type(value)
    if wanted == "any" or value is None:
        return value
    if kind is Sensitive:
        return Sensitive(convert(value.value, wanted))
    if kind is Unknown:
        return _convert_unknown(value, wanted)
    if isinstance(wanted, str):
        return _convert_primitive(value, kind, wanted)
    return _CONVERTERS[wanted[0]](value, wanted)


def _convert_unknown(value: Unknown, wanted: Type) -> Unknown:
    if value.type == wanted:
        return value
    if not convertible(value.type or "any", wanted):
        raise ConversionError(f"{type_name(wanted)} required")
    return Unknown(
        value.why,
        value.kind,
        type=wanted,
        not_null=value.not_null,
        prefix=value.prefix if wanted == "string" else "",
        length=value.length,
        options=value.options,
        refs=value.refs,
    )


def convertible(found: Type, wanted: Type) -> bool:
    """Whether some value of type ``found`` converts to ``wanted`` (cty's ``GetConversionUnsafe``)."""
    if "any" in (found, wanted) or found == wanted:
        return True
    if isinstance(found, str) or isinstance(wanted, str):
        return isinstance(found, str) and isinstance(wanted, str) and "string" in (found, wanted)
    kinds = (found[0], wanted[0])
    if wanted[0] in ("list", "set"):
        return found[0] in _SEQUENCES and all(convertible(inner, wanted[1]) for inner in _inner_types(found))
    if wanted[0] == "map":
        return found[0] in ("map", "object") and all(convertible(inner, wanted[1]) for inner in _inner_types(found))
    if kinds == ("tuple", "tuple"):
        return len(found[1]) == len(wanted[1]) and all(map(convertible, found[1], wanted[1]))
    if kinds == ("object", "object"):
        return all(
            convertible(found[1][name], inner) if name in found[1] else name in wanted[2]
            for name, inner in wanted[1].items()
        )
    return kinds == ("map", "object") and all(convertible(found[1], inner) for inner in wanted[1].values())


_SEQUENCES = ("list", "set", "tuple")


def _inner_types(found: Type) -> list[Type]:
    if found[0] == "tuple":
        return list(found[1])
    return list(found[1].values()) if found[0] == "object" else [found[1]]


def _convert_primitive(value: Value, kind: type, wanted: str) -> Value:
    if wanted == "string":
        if kind is str:
            return value
        if kind is bool:
            return "true" if value else "false"
        if kind is int or kind is Decimal:
            return number_text(value)
        raise ConversionError("string required")
    if wanted == "number":
        if kind is int or kind is Decimal:
            return value
        if kind is str:
            return parse_number(value)
        raise ConversionError("a number is required")
    if kind is bool:
        return value
    if kind is str:
        # cty accepts these spellings only (convert/conversion_primitive.go)
        if value in ("true", "1"):
            return True
        if value in ("false", "0"):
            return False
        raise ConversionError("a bool is required")
    raise ConversionError("bool required")


def parse_number(text: str) -> int | Decimal:
    """The number that ``text`` spells in decimal, as Terraform reads it."""
    if not text or "_" in text or text != text.strip() or not text.isascii():
        raise ConversionError("a number is required")
    try:
        parsed = Decimal(text)
    except InvalidOperation as error:
        raise ConversionError("a number is required") from error
    if not parsed.is_finite() or abs(parsed.adjusted()) > 10_000:
        raise ConversionError("a number is required")
    return number(parsed)


def _elements(value: Value, wanted: Type) -> list[Value]:
    if isinstance(value, (list, tuple, TSet)):
        return list(value)
    raise ConversionError(f"{type_name(wanted)} required")


def _convert_each(items: list[Value], inner: Type) -> list[Value]:
    if inner == "any":
        common = unify([type_of(item) for item in items])
        if common is None:
            raise ConversionError("all list elements must have the same type")
        inner = common
    return [convert(item, inner) for item in items]


def _to_list(value: Value, wanted: Type) -> Value:
    items = _convert_each(_elements(value, wanted), wanted[1])
    unknown = first_unknown(items) if type(value) is TSet else None
    if unknown is None:
        return items
    # neither the order nor the number of a set's elements is known before all of them are
    refs = tuple(ref for item in items if type(item) is Unknown for ref in item.refs)
    return Unknown(unknown.why, unknown.kind, type=("list", type_of(items[0])), not_null=True, refs=refs)


def _to_set(value: Value, wanted: Type) -> Value:
    items = _convert_each(_elements(value, wanted), wanted[1])
    if any(map(has_sensitive, items)):  # a set cannot tell which of its elements are marked: all are
        return Sensitive(TSet(map(strip_marks, items)))
    return TSet(items)


def _to_map(value: Value, wanted: Type) -> Value:
    if not isinstance(value, dict):
        raise ConversionError(f"{type_name(wanted)} required")
    keys = list(value)
    return TMap(zip(keys, _convert_each([value[key] for key in keys], wanted[1]), strict=True))


def _to_tuple(value: Value, wanted: Type) -> Value:
    items = _elements(value, wanted)
    if len(items) != len(wanted[1]):
        raise ConversionError("tuple required")
    return tuple(convert(item, inner) for item, inner in zip(items, wanted[1], strict=True))


def _to_object(value: Value, wanted: Type) -> Value:
    if not isinstance(value, dict):
        raise ConversionError("object required")
    optional = wanted[2]
    result: dict[str, Value] = {}
    for name, inner in wanted[1].items():
        if name in value:
            given = value[name]
            if given is None and optional.get(name, NO_DEFAULT) is not NO_DEFAULT:
                given = optional[name]
            try:
                result[name] = convert(given, inner)
            except ConversionError as error:
                raise ConversionError(f'attribute "{name}": {error}') from error
        elif name in optional:
            default = optional[name]
            result[name] = None if default is NO_DEFAULT else convert(default, inner)
        else:
            raise ConversionError(f'attribute "{name}" is required')
    return result


_CONVERTERS = {"list": _to_list, "set": _to_set, "map": _to_map, "tuple": _to_tuple, "object": _to_object}

_PRIMITIVES = ("string", "number", "bool")


def unify(types: list[Type]) -> Type | None:
    """The type all of ``types`` convert to, or ``None`` (cty's ``convert.UnifyUnsafe`` for what Terraform needs)."""
    known = [found for found in types if found != "any"]
    if not known:
        return "any"
    first = known[0]
    if all(found == first for found in known):
        return first
    if all(isinstance(found, str) for found in known):
        # string wins where it takes part; number and bool have no common type of their own
        return "string" if "string" in known else None
    if any(isinstance(found, str) for found in known):
        return None
    return _unify_structural(known)


def _unify_structural(known: list[Type]) -> Type | None:
    kinds = {found[0] for found in known}
    if kinds <= {"list", "tuple", "set"}:
        return _unify_sequences(known, kinds)
    if kinds <= {"map", "object"}:
        return _unify_mappings(known, kinds)
    return None


def _unify_sequences(known: list[Type], kinds: set[str]) -> Type | None:
    if kinds == {"tuple"} and len({len(found[1]) for found in known}) == 1:
        inner = [unify(list(column)) for column in zip(*(found[1] for found in known), strict=True)]
        if all(found is not None for found in inner):
            return ("tuple", tuple(inner))
        return None
    if kinds == {"set", "tuple"}:
        # cty makes lists of tuples for the sake of a list only; a set stays of the type it is
        sets = (found for found in known if found[0] == "set")
        return next((wanted for wanted in sets if all(convertible(found, wanted) for found in known)), None)
    elements: list[Type] = []
    for found in known:
        elements.extend(found[1] if found[0] == "tuple" else [found[1]])
    common = unify(elements)
    if common is None:
        return None
    return ("set" if "set" in kinds and "list" not in kinds else "list", common)


def _unify_mappings(known: list[Type], kinds: set[str]) -> Type | None:
    if kinds == {"object"} and all(found[1].keys() == known[0][1].keys() for found in known):
        inner = {name: unify([found[1][name] for found in known]) for name in known[0][1]}
        return None if any(found is None for found in inner.values()) else ("object", inner, {})
    elements: list[Type] = []
    for found in known:
        elements.extend(found[1].values() if found[0] == "object" else [found[1]])
    common = unify(elements)
    if common is not None:
        return ("map", common)
    # beside a map, cty takes an object for the type of all if the others convert to it
    objects = (found for found in known if found[0] == "object" and "map" in kinds)
    return next((wanted for wanted in objects if all(convertible(found, wanted) for found in known)), None)
