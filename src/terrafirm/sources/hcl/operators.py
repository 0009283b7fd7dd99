"""HCL's operators on values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from operator import truediv
from typing import Any

from terrafirm.model.types import ConversionError, Type, convert, type_of
from terrafirm.model.value import Sensitive, TSet, Unknown, Value
from terrafirm.sources.hcl.errors import EvalError


def unary(op: str, value: Value) -> Value:
    """``!value`` or ``-value``."""
    wanted = "bool" if op == "!" else "number"
    if type(value) is Unknown:
        return value.derived(type=wanted, not_null=True)
    if value is None:
        raise EvalError("Invalid operand: operation requires a value, but it is null")
    plain = _operand(value, wanted)
    return not plain if op == "!" else -plain


def _operand(value: Value, wanted: str) -> Value:
    try:
        return convert(value, wanted)
    except ConversionError as error:
        raise EvalError(f"Invalid operand: unsuitable value for operand: {error}") from error


def equal(left: Value, right: Value) -> bool | Unknown:
    """Deep equality by type and value, marks aside; unknown where an unknown part could decide."""
    if type(left) is Sensitive or type(right) is Sensitive:
        plain = left.value if type(left) is Sensitive else left
        return equal(plain, right.value if type(right) is Sensitive else right)
    if type(left) is Unknown or type(right) is Unknown:
        return _equal_unknown(left, right)
    if left is None or right is None:
        return left is right
    left_kind, right_kind = type(left), type(right)
    if left_kind is right_kind and left_kind in (str, bool, int):
        return bool(left == right)
    if left_kind in (int, Decimal) and right_kind in (int, Decimal):
        return bool(left == right)
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_mappings(left, right)
    if left_kind is not right_kind or left_kind not in (tuple, list, TSet):
        return False
    if left_kind is TSet:
        left, right = left.items, right.items
    if len(left) != len(right):
        return False
    return _all_equal(zip(left, right, strict=True))


def _equal_unknown(left: Value, right: Value) -> bool | Unknown:
    unknown, other = (left, right) if type(left) is Unknown else (right, left)
    if other is None:
        decided: bool | None = False if unknown.not_null else None
    elif type(other) is Unknown:
        decided = None
    elif _contradicts(other, unknown.prefix) or _types_differ(type_of(unknown), type_of(other)):
        decided = False
    else:
        decided = _unanimous([equal(option, other) for option in unknown.options])
    result: Unknown = unknown.derived(type="bool", not_null=True)
    return result if decided is None else decided


def _contradicts(other: Value, prefix: str) -> bool:
    return bool(prefix) and type(other) is str and not other.startswith(prefix)


def _unanimous(results: list[Value]) -> bool | None:
    """What all of ``results`` are, when they are all true or all false."""
    first = results[0] if results else None
    return first if type(first) is bool and all(result is first for result in results) else None


def _types_differ(one: Type, other: Type) -> bool:
    """Whether values of these types are certainly not equal, whatever they are."""
    if "any" in (one, other):
        return False
    if isinstance(one, str) or isinstance(other, str) or one[0] != other[0]:
        return bool(one != other)
    if one[0] == "tuple":
        return len(one[1]) != len(other[1]) or any(map(_types_differ, one[1], other[1]))
    if one[0] == "object":
        return one[1].keys() != other[1].keys() or any(_types_differ(one[1][name], other[1][name]) for name in one[1])
    return _types_differ(one[1], other[1])


def _equal_mappings(left: dict[str, Value], right: dict[str, Value]) -> bool | Unknown:
    if left.keys() != right.keys() or type_of(left)[0] != type_of(right)[0]:
        return False
    return _all_equal((left[key], right[key]) for key in left)


def _all_equal(pairs: object) -> bool | Unknown:
    undecided: Unknown | None = None
    for one, other in pairs:  # type: ignore[attr-defined]
        result = equal(one, other)
        if result is False:
            return False
        if result is not True:
            undecided = undecided or result
    return True if undecided is None else undecided


def _not_equal(left: Value, right: Value) -> Value:
    result = equal(left, right)
    return result if type(result) is Unknown else not result


def _numeric(compute: Callable[[Value, Value], Value], result_type: str) -> Callable[[Value, Value], Value]:
    def apply(left: Value, right: Value) -> Value:
        if left is None or right is None:
            raise EvalError("Invalid operand: unsuitable value for operand: a number is required, but it is null")
        left, right = _operand(left, "number"), _operand(right, "number")
        for side in (left, right):
            if type(side) is Unknown:
                decided = _over_options(apply, left, right) if result_type == "bool" and side.options else None
                return side.derived(type=result_type, not_null=True) if decided is None else decided
        return compute(left, right)

    return apply


def _over_options(apply: Callable[[Value, Value], Value], left: Value, right: Value) -> bool | None:
    """What a comparison gives for every value that its one unknown side can take, if that is always the same."""
    if type(left) is type(right):
        return None
    try:
        if type(left) is Unknown:
            return _unanimous([apply(option, right) for option in left.options])
        return _unanimous([apply(left, option) for option in right.options])
    except EvalError:
        return None


def _arithmetic(compute: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Value]:
    """Whole numbers exactly; fractions as cty's floats, so that their noise is the same."""

    def on_numbers(left: Value, right: Value) -> Value:
        if type(left) is int and type(right) is int:
            return compute(left, right)
        from terrafirm.sources.hcl import floats

        return floats.computed(compute, left, right)

    return _numeric(on_numbers, "number")


def _divide(left: Value, right: Value) -> Value:
    if right == 0:
        raise EvalError("Division by zero")
    if type(left) is int and type(right) is int and left % right == 0:
        return left // right
    from terrafirm.sources.hcl import floats

    return floats.computed(truediv, left, right)


def _modulo(left: Value, right: Value) -> Value:
    if right == 0:
        return left  # as Terraform has it
    if type(left) is int and type(right) is int:
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    from terrafirm.sources.hcl import floats

    return floats.modulo(left, right)


BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "==": equal,
    "!=": _not_equal,
    "<": _numeric(lambda left, right: left < right, "bool"),
    "<=": _numeric(lambda left, right: left <= right, "bool"),
    ">": _numeric(lambda left, right: left > right, "bool"),
    ">=": _numeric(lambda left, right: left >= right, "bool"),
    "+": _arithmetic(lambda left, right: left + right),
    "-": _arithmetic(lambda left, right: left - right),
    "*": _arithmetic(lambda left, right: left * right),
    "/": _numeric(_divide, "number"),
    "%": _numeric(_modulo, "number"),
}
