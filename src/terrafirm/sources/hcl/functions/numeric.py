"""Functions on numbers."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from terrafirm.model.types import type_name, type_of
from terrafirm.model.value import Value, bare, number
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import pure, whole

_DIGITS = {digit: value for value, digit in enumerate("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def _ceil(value: Value) -> Value:
    return value if type(value) is int else int(value.to_integral_value(ROUND_CEILING))


def _floor(value: Value) -> Value:
    return value if type(value) is int else int(value.to_integral_value(ROUND_FLOOR))


def _largest(*values: Value) -> Value:
    if not values:
        raise FunctionError("must pass at least one number")
    return max(values)


def _smallest(*values: Value) -> Value:
    if not values:
        raise FunctionError("must pass at least one number")
    return min(values)


def _from_float(value: float) -> Value:
    """A 64-bit float as Terraform shows it: its shortest decimal form."""
    if math.isnan(value):
        raise FunctionError("result is not a number")
    if math.isinf(value):
        raise FunctionError("the result is infinite")
    return number(Decimal(repr(value)))


def _go_log(value: float) -> float:
    """Go's ``math.Log`` where Python's raises instead of returning a special value."""
    if value < 0:
        return math.nan
    return -math.inf if value == 0 else math.log(value)


def _log(value: Value, base: Value) -> Value:
    over, under = _go_log(_as_float(value)), _go_log(_as_float(base))
    if under == 0:
        return _from_float(math.nan if over == 0 else math.inf)
    return _from_float(over / under)


def _as_float(value: Value) -> float:
    try:
        return float(value)
    except OverflowError:
        raise FunctionError("value out of range for a 64-bit float") from None


def _pow(base: Value, power: Value) -> Value:
    try:
        result = math.pow(_as_float(base), _as_float(power))
    except OverflowError:
        result = math.inf
    except ValueError:
        result = math.nan if base != 0 else math.inf
    return _from_float(result)


def _signum(value: Value) -> Value:
    given = whole(value, "value")
    return (given > 0) - (given < 0)


def _parse(text: str, base: Value) -> Value:
    radix = whole(base, "base")
    if not 2 <= radix <= 62:
        raise ArgumentError("base", "base must be a whole number between 2 and 62 inclusive")
    digits = text[1:] if text[:1] in ("+", "-") else text
    # upper case letters are digits of their own only from base 37 on
    values = [_DIGITS.get(digit.lower() if radix <= 36 else digit, radix) for digit in digits]
    if not values or max(values) >= radix or len(values) > 10_000:
        raise ArgumentError("number", f'cannot parse "{text}" as a base {radix} integer')
    total = 0
    for value in values:
        total = total * radix + value
    return -total if text[0] == "-" else total


def _parseint(args: list[Value], context: CallContext) -> Value:
    if args and bare(args[0]) is not None and (found := type_of(args[0])) not in ("string", "any"):
        raise ArgumentError("number", f"first argument must be a string, not {type_name(found)}")
    return _parse_known(args, context)


_parse_known = pure(("number", "string"), ("base", "number"), result="number")(_parse)

FUNCTIONS: dict[str, Function] = {
    "abs": pure(("num", "number"), result="number")(abs),
    "ceil": pure(("num", "number"), result="number")(_ceil),
    "floor": pure(("num", "number"), result="number")(_floor),
    "log": pure(("num", "number"), ("base", "number"), result="number")(_log),
    "max": pure(more=("numbers", "number"), result="number")(_largest),
    "min": pure(more=("numbers", "number"), result="number")(_smallest),
    "parseint": _parseint,
    "pow": pure(("num", "number"), ("power", "number"), result="number")(_pow),
    "signum": pure(("num", "number"), result="number")(_signum),
}
