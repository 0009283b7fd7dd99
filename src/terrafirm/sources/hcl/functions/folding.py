"""Functions that reduce a collection or their arguments to one value."""

from __future__ import annotations

from decimal import Context, Decimal
from types import NoneType

from terrafirm.model.types import ConversionError, convert, type_of, unify
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, first_unknown, number
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import converted, expect, not_null, shape, unmark_deep, wrap
from terrafirm.sources.hcl.functions.graphemes import count_clusters

#: Possible sizes of a set that are worth remembering one by one.
_MAX_SIZES = 16
_BOOLS = ("list", "bool")
#: cty adds in 512-bit floats: about 154 significant decimal digits.
_PRECISION = Context(prec=154)


def _alltrue(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    items = converted(value, "list", _BOOLS)
    if type(items) is Unknown:
        return wrap(items.derived(type="bool", not_null=True), hidden)
    for item in items:
        if type(item) is Unknown:
            return wrap(item.derived(type="bool", not_null=True), hidden)
        if not item:
            return wrap(False, hidden)
    return wrap(True, hidden)


def _anytrue(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    items = converted(value, "list", _BOOLS)
    if type(items) is Unknown:
        return wrap(items.derived(type="bool", not_null=True), hidden)
    if any(item is True for item in items):
        return wrap(True, hidden)
    unknown = first_unknown(items)
    return wrap(False if unknown is None else unknown.derived(type="bool", not_null=True), hidden)


def _coalesce(args: list[Value], context: CallContext) -> Value:
    kinds = set(map(type, args))
    kinds.discard(NoneType)
    if len(kinds) == 1 and not kinds.isdisjoint((str, int, bool)):
        for arg in args:
            if arg is not None and arg != "":
                return arg
        raise FunctionError("no non-null, non-empty-string arguments")
    args, hidden = unmark_deep(args)
    common = unify([type_of(arg) for arg in args]) if args else None
    if common is None:
        raise FunctionError("all arguments must have the same type")
    for arg in args:
        try:
            arg = convert(arg, common)
        except ConversionError:
            continue  # an empty map beside an object: Terraform passes over what does not convert
        if type(arg) is Unknown:
            return wrap(arg.derived(type=common, not_null=common != "any"), hidden)
        if arg is not None and not (type(arg) is str and arg == ""):
            return wrap(arg, hidden)
    raise FunctionError("no non-null, non-empty-string arguments")


def _coalescelist(args: list[Value], context: CallContext) -> Value:
    if not args:
        raise FunctionError("at least one argument is required")
    args, hidden = unmark_deep(args)
    for arg in args:
        if type(arg) is Unknown:
            break
        if arg is not None and type(arg) not in (list, tuple):
            raise FunctionError("coalescelist arguments must be lists or tuples")
    for arg in args:
        if type(arg) is Unknown:
            return wrap(arg.derived(not_null=True), hidden)
        if arg:
            return wrap(arg, hidden)
    raise FunctionError("no non-null arguments")


def _length(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    value = args[0]
    kind = type(value)
    if kind is list or kind is tuple:
        return len(value)
    hidden = kind is Sensitive
    if hidden:
        value = value.value
        kind = type(value)
    not_null(value, "value")
    if kind is Unknown:
        return wrap(_length_unknown(value), hidden)
    if kind is str:
        return wrap(count_clusters(value), hidden)
    if kind is TSet and len(value) > 1 and (unknown := first_unknown(value)) is not None:
        return wrap(_length_open(value, unknown), hidden)
    if kind is TSet or kind is list or kind is tuple or isinstance(value, dict):
        return wrap(len(value), hidden)
    raise FunctionError("argument must be a string, a collection type, or a structural type")


def _length_open(value: TSet, unknown: Unknown) -> Unknown:
    """The size of a set some of whose elements are not known: they may turn out to be the same as others."""
    result: Unknown = unknown.derived(type="number", not_null=True)
    least = max(1, sum(first_unknown(item) is None for item in value))
    if len(value) - least < _MAX_SIZES:
        result.options = tuple(range(least, len(value) + 1))
    return result


def _length_unknown(value: Unknown) -> Value:
    kind = shape(value)
    if kind in ("tuple", "object"):
        return len(value.type[1])
    if kind in ("number", "bool"):
        raise FunctionError("argument must be a string, a collection type, or a structural type")
    if kind in ("list", "set", "map") and value.length[0] == value.length[1]:
        return value.length[0]
    return value.derived(type="number", not_null=True)


def _one(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    not_null(value, "list")
    kind = shape(value)
    refusal = "must be a list, set, or tuple value with either zero or one elements"
    if kind not in ("list", "set", "tuple", "any"):
        raise ArgumentError("list", refusal)
    if type(value) is Unknown:
        found = value.type
        if kind == "tuple":
            if len(found[1]) > 1:
                raise ArgumentError("list", refusal)
            found = found[1][0] if found[1] else None
        elif isinstance(found, tuple):
            found = found[1]
        return wrap(value.derived(type=found), hidden)
    if kind == "set" and len(value) > 1 and (unknown := first_unknown(value)) is not None:
        return wrap(unknown.derived(type=type_of(value)[1]), hidden)
    if len(value) > 1:
        raise ArgumentError("list", refusal)
    return wrap(next(iter(value), None), hidden)


def _sum(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    not_null(value, "list")
    if type(value) is Unknown:
        return wrap(value.derived(type="number", not_null=True), hidden)
    if type(value) not in (list, tuple, TSet):
        raise ArgumentError("list", "cannot sum noniterable")
    if not len(value):
        raise ArgumentError("list", "cannot sum an empty list")
    unknown = first_unknown(value)
    if unknown is not None:
        return wrap(unknown.derived(type="number", not_null=True), hidden)
    return wrap(_total(value), hidden)


def _total(items: Value) -> Value:
    refusal = "argument must be list, set, or tuple of number values"
    total: int | Decimal = 0
    for item in items:
        if item is None:
            raise ArgumentError("list", refusal)
        try:
            term = convert(item, "number")
        except ConversionError as error:
            raise ArgumentError("list", refusal) from error
        if type(term) is int and type(total) is int:
            total += term
        else:
            total = number(_PRECISION.add(Decimal(total), Decimal(term)))
    return total


FUNCTIONS: dict[str, Function] = {
    "alltrue": _alltrue,
    "anytrue": _anytrue,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "length": _length,
    "one": _one,
    "sum": _sum,
}
