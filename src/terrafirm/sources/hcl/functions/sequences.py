"""Functions that build or cut lists and tuples."""

from __future__ import annotations

from decimal import Decimal

from terrafirm.model.types import Type, convert, type_name, type_of, unify
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, bare, first_unknown, hash_bytes, number
from terrafirm.sources.hcl.functions.contract import (
    ArgumentError,
    Budget,
    CallContext,
    Function,
    FunctionError,
    capped_elements,
)
from terrafirm.sources.hcl.functions.declare import (
    converted,
    expect,
    not_null,
    pure,
    shape,
    unmark,
    whole,
    wrap,
)
from terrafirm.sources.hcl.operators import equal

_STRINGS: Type = ("list", "string")
_ANYTHING: Type = ("list", "any")
_MAX_RANGE = 1024


def _chunklist(args: list[Value], context: CallContext) -> Value:
    expect(args, 2)
    (value, size), hidden = unmark(args)
    value = converted(value, "list", _ANYTHING)
    size = converted(size, "size", "number")
    for arg in (value, size):
        if type(arg) is Unknown:
            return wrap(arg.derived(type=("list", type_of(value)), not_null=True), hidden)
    size = whole(size, "invalid size")
    if size < 0:
        raise FunctionError("the size argument must be positive")
    if not value:
        return wrap([], hidden)
    step = size or len(value)
    return wrap([value[at : at + step] for at in range(0, len(value), step)], hidden)


def _present(items: list[Value]) -> Value:
    return [item for item in items if item]


_compact_any = pure(("list", _STRINGS), result=_STRINGS)(_present)


def _compact(args: list[Value], context: CallContext) -> Value:
    if len(args) == 1 and type(args[0]) in (list, tuple) and all(type(item) is str for item in args[0]):
        return _present(args[0])
    return _compact_any(args, context)


def _concat(args: list[Value], context: CallContext) -> Value:
    kinds = set(map(type, args))
    if kinds == {tuple}:
        joined = tuple(item for arg in args for item in arg)
        capped_elements(len(joined))
        return joined
    if not args:
        raise FunctionError("at least one argument is required")
    args, hidden = unmark(args)
    for arg in args:
        not_null(arg, "seqs")
        if shape(arg) not in ("list", "tuple", "any"):
            raise ArgumentError("seqs", f"all arguments must be lists or tuples; got {type_name(type_of(arg))}")
    unknown = next((arg for arg in args if type(arg) is Unknown), None)
    if unknown is not None:
        return wrap(_concat_unknown(args, unknown), hidden)
    capped_elements(sum(map(len, args)))
    if all(type(arg) is list for arg in args):
        element = unify([type_of(arg)[1] for arg in args])
        if element is not None:
            return wrap([item for arg in args for item in _elements_as(arg, element)], hidden)
    return wrap(tuple(item for arg in args for item in arg), hidden)


def _elements_as(value: list[Value], element: Type) -> list[Value]:
    if element == "any" or type_of(value)[1] in ("any", element):
        return value
    return convert(value, ("list", element))  # type: ignore[no-any-return]


def _concat_unknown(args: list[Value], unknown: Unknown) -> Unknown:
    types = [type_of(arg) for arg in args]
    result = unknown.derived(not_null=True)
    if all(found[0] == "list" for found in types):
        element = unify([found[1] for found in types])
        if element is not None:
            result.type = ("list", element)
            result.length = (sum(arg.length[0] if type(arg) is Unknown else len(arg) for arg in args), None)
    return result


def _unlike(items: list[Value]) -> Value:
    if all(type(item) in (str, bool) for item in items):
        return list(dict.fromkeys(items))
    found: list[Value] = []
    seen: dict[bytes, list[Value]] = {}
    for item in items:
        alike = seen.setdefault(hash_bytes(item), [])
        if not any(equal(item, other) is True for other in alike):
            alike.append(item)
            found.append(item)
    return found


_distinct_any = pure(("list", _ANYTHING), result=_ANYTHING)(_unlike)


def _distinct(args: list[Value], context: CallContext) -> Value:
    if len(args) == 1 and type(args[0]) in (list, tuple) and all(type(item) is str for item in args[0]):
        return list(dict.fromkeys(args[0]))
    result = _distinct_any(args, context)
    plain = bare(result)
    if type(plain) is Unknown:
        plain.type = type_of(convert(bare(args[0]), _ANYTHING))
    return result


def _element(args: list[Value], context: CallContext) -> Value:
    if len(args) == 2 and type(args[1]) is int and type(args[0]) in (list, tuple) and args[0]:
        return args[0][args[1] % len(args[0])]
    expect(args, 2)
    (value, position), hidden = unmark(args)
    not_null(value, "list")
    position = converted(position, "index", "number")
    found = type_of(value)
    if shape(value) not in ("list", "tuple", "any"):
        raise FunctionError(f"cannot read elements from {type_name(found)}")
    if type(position) is Unknown:
        return wrap(position.derived(type=found[1] if found[0] == "list" else None), hidden)
    position = whole(position, "invalid index")
    if type(value) is Unknown:
        return wrap(_element_unknown(value, found, position), hidden)
    if not value:
        raise FunctionError("cannot use element function with an empty list")
    return wrap(value[position % len(value)], hidden)


def _element_unknown(value: Unknown, found: Type, position: int) -> Unknown:
    if found == "any":
        return value.derived()
    if found[0] == "list":
        return value.derived(type=found[1])
    if not found[1]:
        raise FunctionError("cannot use element function with an empty list")
    return value.derived(type=found[1][position % len(found[1])])


def _flatten(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    value = args[0]
    out: list[Value] = []
    if type(value) in (list, tuple) and _flatten_plain(value, out, Budget()):
        return tuple(out)
    hidden = type(value) is Sensitive
    value = not_null(bare(value), "list")
    if type(value) is Unknown:
        return wrap(value.derived(not_null=True), hidden)
    if type(value) not in (list, tuple, TSet):
        raise FunctionError("can only flatten lists, sets and tuples")
    walk = _Flattening()
    walk.add(value)
    if walk.unknown is not None:
        return wrap(walk.unknown.derived(not_null=True), hidden or walk.hidden)
    return wrap(tuple(walk.out), hidden or walk.hidden)


def _flatten_plain(value: Value, out: list[Value], budget: Budget) -> bool:
    """Flatten what has no unknowns and marks; false when there are some, ``out`` being useless then."""
    for item in value:
        budget.spend()
        kind = type(item)
        if kind is list or kind is tuple:
            if not _flatten_plain(item, out, budget):
                return False
        elif kind is Unknown or kind is Sensitive or kind is TSet:
            return False
        else:
            out.append(item)
    return True


class _Flattening:
    """A flattening in progress: what it met besides plain elements."""

    __slots__ = ("budget", "hidden", "out", "unknown")

    def __init__(self) -> None:
        self.budget = Budget()
        self.out: list[Value] = []
        self.hidden = False
        self.unknown: Unknown | None = None

    def add(self, value: Value) -> None:
        """Add the elements of a sequence. A mark on a nested sequence passes to the whole."""
        if type(value) is TSet and len(value) > 1 and self.unknown is None:
            self.unknown = first_unknown(value)
        neighbours = type_of(value)[1] if type(value) is not tuple else "any"
        for item in value:
            self.budget.spend()
            plain = bare(item)
            if type(plain) is Unknown:
                kind = plain.type or neighbours
                if kind == "any" or kind[0] in ("list", "set", "tuple"):
                    self.hidden = self.hidden or type(item) is Sensitive
                    self.unknown = self.unknown or plain
                    continue
            if type(plain) in (list, tuple, TSet):
                self.hidden = self.hidden or type(item) is Sensitive
                self.add(plain)
            else:
                self.out.append(item)


def _range(*limits: Value) -> Value:
    if not 1 <= len(limits) <= 3:
        raise FunctionError("must have one, two, or three arguments")
    start, end = (0, limits[0]) if len(limits) == 1 else limits[:2]
    step = limits[2] if len(limits) == 3 else (-1 if end < start else 1)
    if step < 0 and end > start:
        raise ArgumentError("params", "end must be less than start when step is negative")
    if step >= 0 and end < start:
        raise ArgumentError("params", "end must be greater than start when step is positive")
    found: list[Value] = []
    current = start
    while current > end if step < 0 else current < end:
        if len(found) >= _MAX_RANGE:
            raise FunctionError("more than 1024 values were generated: decrease the difference or use a larger step")
        found.append(current)
        following = current + step
        current = number(following) if type(following) is Decimal else following
    return found


def _reverse(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark(args)
    not_null(value, "list")
    kind = shape(value)
    if kind not in ("list", "tuple", "set", "any"):
        raise ArgumentError("list", f"can only reverse list or tuple values, not {type_name(type_of(value))}")
    if type(value) is Unknown:
        found = value.type
        if isinstance(found, tuple):
            found = ("tuple", found[1][::-1]) if kind == "tuple" else ("list", found[1])
        result = value.derived(type=found, not_null=True)
        result.length = value.length
        return wrap(result, hidden)
    return wrap(value[::-1] if kind == "tuple" else list(value)[::-1], hidden)


#: Elements that a slice of an unknown list is written out to.
_MOST_UNKNOWN = 256


def _slice(args: list[Value], context: CallContext) -> Value:
    expect(args, 3)
    (value, start, end), hidden = unmark(args)
    not_null(value, "list")
    start, end = converted(start, "start_index", "number"), converted(end, "end_index", "number")
    found = type_of(value)
    if shape(value) == "set":
        raise ArgumentError("list", "cannot slice a set, because its elements do not have indices")
    if shape(value) not in ("list", "tuple", "any"):
        raise ArgumentError("list", "must be a list or tuple value")
    size = len(value) if type(value) is not Unknown else (len(found[1]) if found[0] == "tuple" else None)
    _check_bound(start, "start", size)
    _check_bound(end, "end", size)
    if type(start) is int and type(end) is int and start > end:
        raise ArgumentError("start_index", "start index must not be greater than end index")
    unknown = next((arg for arg in (value, start, end) if type(arg) is Unknown), None)
    if unknown is None:
        return wrap(value[start:end], hidden)
    within = type(start) is int and type(end) is int and end - start <= _MOST_UNKNOWN
    if within and type(value) is Unknown and found[0] == "list":
        # a list too short for the slice is an error: as many elements as asked for, whatever they are
        return wrap([value.derived(type=found[1]) for _ in range(start, end)], hidden)
    result = unknown.derived(type=found if found[0] == "list" else None, not_null=True)
    if found[0] == "tuple" and type(start) is int and type(end) is int:
        result.type = ("tuple", found[1][start:end])
    return wrap(result, hidden)


def _check_bound(bound: Value, which: str, size: int | None) -> None:
    if type(bound) is Unknown:
        return
    parameter = f"{which}_index"
    if type(bound) is not int:
        raise ArgumentError(parameter, f"invalid {which} index: a whole number is required")
    if bound < 0:
        raise ArgumentError(parameter, f"{which} index must not be less than zero")
    if size is not None and bound > size:
        raise ArgumentError(parameter, f"{which} index must not be greater than the length of the list")


def _in_order(items: list[Value]) -> Value:
    if None in items:
        raise FunctionError(f"given list element {items.index(None)} is null; a null string cannot be sorted")
    return sorted(items)


_sort_any = pure(("list", _STRINGS), result=_STRINGS)(_in_order)


def _sort(args: list[Value], context: CallContext) -> Value:
    result = _sort_any(args, context)
    plain = bare(result)
    if type(plain) is not Unknown:
        return result
    given = bare(args[0])
    if type(given) is Unknown:
        plain.length = given.length
        return result
    least = 1 if type(given) is TSet else len(given)
    if least == len(given):
        # cty knows a list whose length is settled as so many unknown elements
        return wrap([plain.derived(type="string", not_null=True)] * least, type(result) is Sensitive)
    plain.length = (least, len(given))
    return result


FUNCTIONS: dict[str, Function] = {
    "chunklist": _chunklist,
    "compact": _compact,
    "concat": _concat,
    "distinct": _distinct,
    "element": _element,
    "flatten": _flatten,
    "range": pure(more=("params", "number"), result=("list", "number"))(_range),
    "reverse": _reverse,
    "slice": _slice,
    "sort": _sort,
}
