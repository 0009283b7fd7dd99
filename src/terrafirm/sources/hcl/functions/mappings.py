"""Functions on maps and objects: keys, lookup, merge, transpose, values, zipmap."""

from __future__ import annotations

from typing import Final

from terrafirm.model.types import ConversionError, Type, convert, type_name, type_of
from terrafirm.model.value import Sensitive, TMap, Unknown, Value, bare, first_unknown
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import converted, expect, not_null, pure, string, unmark, wrap


def _keys(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    value = args[0]
    kind = type(value)
    if kind is dict:
        return tuple(sorted(value))
    if kind is TMap:
        return sorted(value)
    (value,), hidden = unmark(args)
    not_null(value, "inputMap")
    if type(value) is Unknown:
        return wrap(_keys_of_unknown(value), hidden)
    if not isinstance(value, dict):
        raise ArgumentError("inputMap", "must have map or object type")
    return wrap(sorted(value) if type(value) is TMap else tuple(sorted(value)), hidden)


def _keys_of_unknown(value: Unknown) -> Value:
    known = value.type
    if isinstance(known, tuple) and known[0] == "object":
        return tuple(sorted(known[1]))
    if isinstance(known, tuple) and known[0] == "map":
        result = value.derived(type=("list", "string"), not_null=True)
        result.length = value.length
        return result
    if known in (None, "any"):
        return value.derived(not_null=True)
    raise ArgumentError("inputMap", "must have map or object type")


def _values(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark(args)
    not_null(value, "mapping")
    if isinstance(value, dict):
        found = [value[key] for key in sorted(value)]
        return wrap(found if type(value) is TMap else tuple(found), hidden)
    if type(value) is not Unknown:
        raise FunctionError("values() requires a map as the first argument")
    known = value.type
    result = value.derived(not_null=True)
    if isinstance(known, tuple) and known[0] == "map":
        result.type, result.length = ("list", known[1]), value.length
    elif isinstance(known, tuple) and known[0] == "object":
        result.type = ("tuple", tuple(known[1][key] for key in sorted(known[1])))
    elif known not in (None, "any"):
        raise FunctionError("values() requires a map as the first argument")
    return wrap(result, hidden)


def _lookup(args: list[Value], context: CallContext) -> Value:
    if len(args) == 3 and type(args[1]) is str:
        value, key, default = args
        if type(value) is dict:
            return value.get(key, default)
        if type(value) is TMap and key in value and type(default) is type(value[key]) and type(default) in _SCALARS:
            return value[key]
    if not 2 <= len(args) <= 3:
        raise FunctionError(f"lookup() takes two or three arguments, got {len(args)}")
    (value, key), hidden = unmark(args[:2])
    not_null(value, "inputMap")
    key = string(key, "key")
    if type(value) is Unknown:
        return wrap(_lookup_unknown(value), hidden)
    if not isinstance(value, dict):
        raise ArgumentError("inputMap", "lookup() requires a map as the first argument")
    if type(value) is TMap and len(args) == 3:
        args = [value, key, _as_element(args[2], value)]
    if type(key) is Unknown:
        return wrap(key.derived(type=_element(value) if type(value) is TMap else None), hidden)
    if key in value:
        return wrap(value[key], hidden)
    if len(args) == 3:
        return wrap(args[2], hidden)
    if type(value) is TMap:
        shown = "(sensitive value)" if hidden else f'"{key}"'
        raise FunctionError(f"lookup failed to find key {shown}")
    raise ArgumentError("inputMap", f'the given object has no attribute "{key}"')


_SCALARS: Final = frozenset((str, bool, int))


def _element(value: TMap) -> Type:
    return type_of(value)[1]


def _as_element(default: Value, value: TMap) -> Value:
    try:
        return convert(default, _element(value))
    except ConversionError as error:
        raise ArgumentError("default", "the default value must have the same type as the map elements") from error


def _lookup_unknown(value: Unknown) -> Unknown:
    known = value.type
    if isinstance(known, tuple) and known[0] == "map":
        return value.derived(type=known[1])
    if known in (None, "any") or known[0] == "object":
        return value.derived()
    raise ArgumentError("inputMap", "lookup() requires a map as the first argument")


def _merge(args: list[Value], context: CallContext) -> Value:
    kinds = set(map(type, args))
    if kinds == {dict}:
        merged: dict[str, Value] = {}
        for arg in args:
            merged.update(arg)
        return merged
    args, hidden = unmark(args)
    for arg in args:
        if arg is not None and type(arg) is not Unknown and not isinstance(arg, dict):
            raise FunctionError(f"arguments must be maps or objects, got {type_name(type_of(arg))}")
    unknown = next((arg for arg in args if type(arg) is Unknown), None)
    if unknown is not None:
        return wrap(_merge_unknown(args, unknown), hidden)
    given = [arg for arg in args if arg is not None]
    merged = TMap() if given and _same_maps(given) else {}
    for arg in given:
        merged.update(arg)
    return wrap(merged, hidden)


def _same_maps(given: list[Value]) -> bool:
    """Whether all are maps of one type; an empty map goes with any other, its own type being unknown here."""
    if any(type(arg) is not TMap for arg in given):
        return False
    if len(given) == 1:
        return True
    elements = [found for found in map(_element, given) if found != "any"]
    return all(found == elements[0] for found in elements)


def _merge_unknown(args: list[Value], unknown: Unknown) -> Unknown:
    """Unknown whole, as in Terraform: the attributes are known by name only where every type is."""
    types = [type_of(arg) for arg in args if arg is not None]
    result = unknown.derived(not_null=True)
    for found in types:
        if found != "any" and found[0] not in ("map", "object"):
            raise FunctionError(f"arguments must be maps or objects, got {type_name(found)}")
    if any(found == "any" for found in types):
        return result
    if all(found == types[0] for found in types) or all(
        found[0] == "map" and found[1] in (types[0][1], "any") for found in types
    ):
        result.type = types[0]
    elif not any(type(arg) is Unknown and type_of(arg)[0] == "map" for arg in args):
        result.type = ("object", _merged_attributes(args), {})
    return result


def _merged_attributes(args: list[Value]) -> dict[str, Type]:
    attributes: dict[str, Type] = {}
    for arg in args:
        if arg is None:
            continue
        found = type_of(arg)
        attributes.update(found[1] if found[0] == "object" else dict.fromkeys(arg, found[1]))
    return attributes


def _transpose(values: TMap) -> Value:
    flipped: dict[str, list[str]] = {}
    for key in sorted(values):
        if values[key] is None:
            raise FunctionError("input must not contain null list")
        for item in values[key]:
            if item is None:
                raise FunctionError("input list must not contain null string")
            flipped.setdefault(item, []).append(key)
    return TMap((key, flipped[key]) for key in sorted(flipped))


def _zipmap(args: list[Value], context: CallContext) -> Value:
    expect(args, 2)
    (keys, values), hidden = unmark(args)
    keys = converted(keys, "keys", ("list", "string"))
    not_null(values, "values")
    shape = values.type if type(values) is Unknown else None
    if type(values) not in (list, tuple) and shape is None and type(values) is not Unknown:
        raise FunctionError("values argument must be a list or tuple value")
    if isinstance(shape, (str, tuple)) and shape != "any" and shape[0] not in ("list", "tuple"):
        raise FunctionError("values argument must be a list or tuple value")
    names: Value = keys if type(keys) is Unknown else [bare(key) for key in keys]
    hidden = hidden or (type(keys) is list and any(type(key) is Sensitive for key in keys))
    unknown = first_unknown(names) or (values if type(values) is Unknown else None)
    if unknown is not None:
        if type(values) is list:
            shape = type_of(values)
        element = ("map", shape[1]) if isinstance(shape, tuple) and shape[0] == "list" else None
        return wrap(unknown.derived(type=element, not_null=True), hidden)
    if len(names) != len(values):
        raise FunctionError(f"number of keys ({len(names)}) does not match number of values ({len(values)})")
    if None in names:
        raise FunctionError(f"keys list has null value at index {names.index(None)}")
    pairs = zip(names, values, strict=True)
    return wrap(TMap(pairs) if type(values) is list else dict(pairs), hidden)


FUNCTIONS: dict[str, Function] = {
    "keys": _keys,
    "lookup": _lookup,
    "merge": _merge,
    "transpose": pure(("values", ("map", ("list", "string"))), result=("map", ("list", "string")))(_transpose),
    "values": _values,
    "zipmap": _zipmap,
}
