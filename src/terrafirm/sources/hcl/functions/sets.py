"""Set algebra: setunion, setintersection, setsubtract, and setproduct."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod

from terrafirm.model.types import ConversionError, Type, convert, type_of, unify
from terrafirm.model.value import TSet, Unknown, Value, first_unknown
from terrafirm.sources.hcl.functions.contract import (
    ArgumentError,
    CallContext,
    Function,
    FunctionError,
    capped_elements,
)
from terrafirm.sources.hcl.functions.declare import converted, expect, not_null, shape, unmark, unmark_deep, wrap
from terrafirm.sources.hcl.operators import equal

#: Combinations ``setproduct`` may return.
MAX_PRODUCT = 100_000

_Combine = Callable[[list[Value], list[Value]], list[Value]]


def _in(item: Value, others: list[Value]) -> bool:
    return any(equal(item, other) is True for other in others)


def _union(first: list[Value], second: list[Value]) -> list[Value]:
    return first + second


def _intersection(first: list[Value], second: list[Value]) -> list[Value]:
    if all(type(item) is str for item in second):
        wanted = set(second)
        return [item for item in first if type(item) is str and item in wanted]
    return [item for item in first if _in(item, second)]


def _difference(first: list[Value], second: list[Value]) -> list[Value]:
    if all(type(item) is str for item in second):
        unwanted = set(second)
        return [item for item in first if type(item) is not str or item not in unwanted]
    return [item for item in first if not _in(item, second)]


def _operation(
    combine: _Combine, names: tuple[str, str], *, exactly: int | None = None, unknowns: bool = False
) -> Function:
    """A function on sets; ``unknowns`` says whether it can work on sets with unknown elements."""

    def function(args: list[Value], context: CallContext) -> Value:
        if exactly is None and not args:
            raise FunctionError("Not enough function arguments: at least 1 expected, 0 given")
        if exactly is not None:
            expect(args, exactly)
        args, hidden = unmark_deep(args)
        sets = [converted(arg, names[min(at, 1)], ("set", "any")) for at, arg in enumerate(args)]
        result_type = _common(sets)
        for given in sets:
            hole = given if type(given) is Unknown else None if unknowns else first_unknown(given)
            if hole is not None:
                return wrap(hole.derived(type=result_type, not_null=True), hidden)
        items = _as_items(sets[0], result_type, names[0])
        for given in sets[1:]:
            items = combine(items, _as_items(given, result_type, names[1]))
        capped_elements(len(items))
        return wrap(TSet(items), hidden)

    return function


def _common(sets: list[Value]) -> Type:
    elements = []
    for given in sets:
        found = type_of(given)
        elements.append(found[1] if isinstance(found, tuple) else "any")
    common = unify(elements)
    if common is None:
        raise FunctionError("given sets must all have compatible element types")
    return ("set", common)


def _as_items(given: TSet, wanted: Type, name: str) -> list[Value]:
    try:
        return convert(given, wanted).items  # type: ignore[no-any-return]
    except ConversionError as error:
        raise ArgumentError(name, str(error)) from error


def _setproduct(args: list[Value], context: CallContext) -> Value:
    if len(args) < 2:
        raise FunctionError("at least two arguments are required")
    args, hidden = unmark(args)
    elements = [_element_type(not_null(arg, "sets")) for arg in args]
    ordered = all(shape(arg) in ("list", "tuple") for arg in args)
    unknown = next((hole for arg in args if (hole := _unknown_length(arg)) is not None), None)
    if unknown is not None:
        kind: Type = ("list" if ordered else "set", ("tuple", tuple(elements)))
        return wrap(unknown.derived(type=None if "any" in elements else kind, not_null=True), hidden)
    total = prod(len(arg) for arg in args)
    capped_elements(total, MAX_PRODUCT)
    if not total:
        return wrap([] if ordered else TSet(), hidden)
    columns = [[_converted(item, kind) for item in arg] for arg, kind in zip(args, elements, strict=True)]
    combined = list(product(*columns))
    if ordered:
        return wrap(combined, hidden)
    (plain,), marked = unmark_deep([combined])
    return wrap(TSet(plain), hidden or marked)


def _unknown_length(arg: Value) -> Unknown | None:
    if type(arg) is Unknown:
        return arg
    return first_unknown(arg) if type(arg) is TSet and len(arg) > 1 else None


def _converted(item: Value, wanted: Type) -> Value:
    return item if wanted == "any" else convert(item, wanted)


def _element_type(arg: Value) -> Type:
    found = type_of(arg)
    kind = shape(arg)
    if kind in ("set", "list"):
        return found[1]
    if kind == "tuple":
        common = unify(list(found[1])) if found[1] else "any"
        if common is None:
            raise ArgumentError("sets", "all elements must be of the same type")
        return common
    if kind == "any":
        return "any"
    raise ArgumentError("sets", "a set or a list is required")


_SETS = ("first_set", "other_sets")

FUNCTIONS: dict[str, Function] = {
    "setintersection": _operation(_intersection, _SETS),
    "setproduct": _setproduct,
    "setsubtract": _operation(_difference, ("a", "b"), exactly=2),
    "setunion": _operation(_union, _SETS, unknowns=True),
}
