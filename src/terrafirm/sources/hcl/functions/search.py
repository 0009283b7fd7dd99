"""Functions that look for a value in a sequence: contains, index, matchkeys."""

from __future__ import annotations

from terrafirm.model.types import ConversionError, Type, convert, type_of, unify
from terrafirm.model.value import Unknown, Value, bare, strip_marks
from terrafirm.sources.hcl.functions.contract import CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import expect, not_null, pure, shape, unmark_deep, wrap
from terrafirm.sources.hcl.operators import equal


def _contains(args: list[Value], context: CallContext) -> Value:
    expect(args, 2)
    items, wanted = args
    if type(wanted) is str and type(items) in (list, tuple) and all(type(item) is str for item in items):
        return wanted in items
    (items, wanted), hidden = unmark_deep(args)
    not_null(items, "list")
    not_null(wanted, "value")
    if type(items) is Unknown:
        return wrap(items.derived(type="bool", not_null=True), hidden)
    if type(wanted) is Unknown:
        return wrap(wanted.derived(type="bool", not_null=True), hidden)
    if shape(items) not in ("list", "set", "tuple"):
        raise FunctionError("argument must be list, tuple, or set")
    return wrap(_found(items, wanted), hidden)


def _found(items: Value, wanted: Value) -> Value:
    undecided: Unknown | None = None
    for item in items:
        same = equal(wanted, item)
        if same is True:
            return True
        if type(same) is Unknown:
            undecided = undecided or same
    return False if undecided is None else undecided


def _index(args: list[Value], context: CallContext) -> Value:
    expect(args, 2)
    (items, wanted), hidden = unmark_deep(args)
    not_null(items, "list")
    not_null(wanted, "value")
    if shape(items) not in ("list", "tuple", "any"):
        raise FunctionError("argument must be a list or tuple")
    if type(items) is Unknown or type(wanted) is Unknown:
        unknown = items if type(items) is Unknown else wanted
        return wrap(unknown.derived(type="number", not_null=True), hidden)
    if not items:
        raise FunctionError("cannot search an empty list")
    for position, item in enumerate(items):
        same = equal(item, wanted)
        if type(same) is Unknown:
            return wrap(same.derived(type="number", not_null=True), hidden)
        if same:
            return wrap(position, hidden)
    raise FunctionError("item not found")


def _matchkeys(args: list[Value], context: CallContext) -> Value:
    result = _matchkeys_any(args, context)
    plain = bare(result)
    if type(plain) is Unknown:
        plain.type = type_of(convert(strip_marks(args[0]), _LIST))
    return result


def _match(values: list[Value], keys: list[Value], wanted: list[Value]) -> Value:
    common = unify([type_of(keys), type_of(wanted)])
    if common is None:
        raise FunctionError("keys and searchset must be of the same type")
    if len(values) != len(keys):
        raise FunctionError("length of keys and values should be equal")
    try:
        keys, wanted = convert(keys, common), convert(wanted, common)
    except ConversionError as error:
        raise FunctionError("keys and searchset must be of the same type") from error
    return [value for value, key in zip(values, keys, strict=True) if any(equal(key, item) is True for item in wanted)]


_LIST: Type = ("list", "any")
_matchkeys_any = pure(("values", _LIST), ("keys", _LIST), ("searchset", _LIST), result=_LIST)(_match)

FUNCTIONS: dict[str, Function] = {"contains": _contains, "index": _index, "matchkeys": _matchkeys}
