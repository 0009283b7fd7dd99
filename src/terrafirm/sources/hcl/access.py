"""Taking an attribute or an element out of a value."""

from __future__ import annotations

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import OpenObject, Ref, Sensitive, TMap, TSet, Unknown, UnsetBlocks, Value
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.lazy import LazyObject


def attribute(value: Value, name: str) -> Value:
    """``value.name``; raises :class:`EvalError` where there is no such attribute."""
    if isinstance(value, dict):
        try:
            found = value[name]
        except KeyError:
            if type(value) is TMap:
                raise EvalError(f'Invalid index: this map does not have an element with the key "{name}"') from None
            if type(value) is OpenObject:
                return Unknown(f"{name} is left to the provider", "computed")
            raise EvalError(f'Unsupported attribute: this object does not have an attribute named "{name}"') from None
        if type(found) is UnsetBlocks:
            found = found.unknown  # how many the provider makes is not known
        if type(found) is not Unknown:
            return found
        if found.kind == "computed":
            return _referred(found, name)
        return value.referred(name, found) if isinstance(value, LazyObject) else found
    kind = type(value)
    if kind is Unknown:
        if isinstance(value.type, tuple) and value.type[0] in ("list", "set", "tuple"):
            raise EvalError(f"Unsupported attribute: can't access attributes on a {value.type[0]}")
        return _within(value, name)
    if kind is Sensitive:
        return Sensitive(attribute(value.value, name))
    if value is None:
        raise EvalError("Attempt to get attribute from null value: this value is null")
    raise EvalError(f'Unsupported attribute: this value does not have an attribute named "{name}"')


def index(value: Value, key: Value) -> Value:
    """``value[key]``; raises :class:`EvalError` where there is no such element."""
    if type(key) is Sensitive:
        return Sensitive(index(value, key.value))
    kind = type(value)
    if kind is Sensitive:
        return Sensitive(index(value.value, key))
    if value is None:
        raise EvalError("Attempt to index null value: this value is null")
    if key is None:
        raise EvalError("Invalid index: the given key value is null")
    if kind is Unknown:
        return _index_unknown(value, key)
    if type(key) is Unknown:
        return key.derived()
    if isinstance(value, dict):
        return attribute(value, _key(key, "string"))
    if kind is tuple or kind is list:
        position = _key(key, "number")
        if type(position) is not int or not 0 <= position < len(value):
            raise EvalError("Invalid index: the given index does not fall within the list's length")
        return value[position]
    if kind is UnsetBlocks:
        return value.unknown
    if kind is TSet:
        raise EvalError(_NO_INDEX)
    raise EvalError("Invalid index: this value does not have any indices")


_NO_INDEX = "Invalid index: elements of a set are identified only by their value"


def _index_unknown(value: Unknown, key: Value) -> Unknown:
    if isinstance(value.type, tuple) and value.type[0] == "set":
        raise EvalError(_NO_INDEX)
    return value.derived() if type(key) is Unknown else _within(value, str(key))


def _key(key: Value, wanted: str) -> Value:
    try:
        return convert(key, wanted)
    except ConversionError as error:
        raise EvalError(f"Invalid index: the given key does not identify an element: {error}") from error


#: Attributes that providers always fill although their schemas say optional and computed.
_ALWAYS_FILLED = frozenset({"id", "arn", "name", "self_link", "bucket", "key_id"})


def _referred(value: Unknown, name: str) -> Unknown:
    """An attribute left to the provider, seen through a reference: whoever refers to it does set its own argument."""
    kind = "apply" if name in _ALWAYS_FILLED else "reference"
    return Unknown(value.why, kind, type=value.type, not_null=value.not_null, prefix=value.prefix, refs=value.refs)


def _within(value: Unknown, step: str) -> Unknown:
    """An element of an unknown value: as unknown, one step deeper in what it refers to."""
    found = value.type
    inner = None
    if found in ("string", "number", "bool"):
        raise EvalError(f"Unsupported attribute: can't access attributes on a primitive-typed value ({found})")
    if isinstance(found, tuple):
        if found[0] == "object":
            if step not in found[1]:
                raise EvalError(f'Unsupported attribute: this object does not have an attribute named "{step}"')
            inner = found[1][step]
        elif found[0] != "tuple":
            inner = found[1]
    refs = tuple(Ref(ref.address, (*ref.path, step)) for ref in value.refs)
    return Unknown(value.why, value.kind, type=inner, refs=refs)
