"""Conversion functions and the functions about sensitivity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from terrafirm.model.types import ConversionError, Type, convert, type_name, type_of
from terrafirm.model.value import Sensitive, TMap, TSet, Unknown, Value, strip_marks
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import expect

_FRIENDLY = {"list": "list of any single type", "set": "set of any single type", "map": "map of any single type"}


def _to(wanted: Type, *ready: type) -> Function:
    """``tostring`` and its like; values of the ``ready`` Python types are returned as they are."""

    def function(args: list[Value], context: CallContext) -> Value:
        if len(args) == 1 and type(args[0]) in ready:
            return args[0]
        expect(args, 1)
        value = args[0]
        try:
            return _inner_marks_out(convert(value, wanted)) if wanted == _SET else convert(value, wanted)
        except ConversionError as error:
            raise ArgumentError("v", _refusal(value, wanted)) from error

    return function


_SET: Type = ("set", "any")


def _inner_marks_out(value: Value) -> Value:
    """A set cannot hold sensitive elements: it is sensitive as a whole."""
    plain = value.value if type(value) is Sensitive else value
    if type(plain) is TSet and any(type(item) is Sensitive for item in plain):
        return Sensitive(strip_marks(plain))
    return value


def _refusal(value: Value, wanted: Type) -> str:
    goal = wanted if isinstance(wanted, str) else _FRIENDLY[wanted[0]]
    if type(value) is Sensitive:
        return f"cannot convert this sensitive {type_name(type_of(value))} to {goal}"
    if type(value) is str and wanted == "bool":
        return f'cannot convert "{value}" to bool; only the strings "true" or "false" are allowed'
    if type(value) is str and wanted == "number":
        return f'cannot convert "{value}" to number; given string must be a decimal representation of a number'
    return f"cannot convert {type_name(type_of(value))} to {goal}"


def _gather(kind: Callable[[Iterable[Value]], Value], general: Function) -> Function:
    """``tolist`` or ``toset``, quick where every element is text already."""

    def function(args: list[Value], context: CallContext) -> Value:
        if len(args) == 1 and type(args[0]) in (tuple, list, TSet) and all(type(item) is str for item in args[0]):
            return kind(args[0])
        return general(args, context)

    return function


def _convert(args: list[Value], context: CallContext) -> Value:
    """``convert(value, type)`` of Terraform 1.15; the evaluator hands over the type as a type, not as a value."""
    expect(args, 2)
    try:
        return convert(args[0], args[1])
    except ConversionError as error:
        raise ArgumentError("value", str(error)) from error


def _sensitive(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    return Sensitive(args[0])


def _nonsensitive(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    return args[0].value if type(args[0]) is Sensitive else args[0]


def _issensitive(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    if type(args[0]) is Unknown:
        return args[0].derived(type="bool", not_null=True)
    return type(args[0]) is Sensitive


def _ephemeralasnull(args: list[Value], context: CallContext) -> Value:
    """The value as it is: what is ephemeral in an argument is told where the call is evaluated."""
    expect(args, 1)
    return args[0]


def _gone(name: str, instead: str) -> Function:
    def function(args: list[Value], context: CallContext) -> Value:
        raise FunctionError(
            f'the "{name}" function was deprecated in Terraform v0.12 and is no longer available; use {instead} syntax'
        )

    return function


FUNCTIONS: dict[str, Function] = {
    "convert": _convert,
    "ephemeralasnull": _ephemeralasnull,
    "issensitive": _issensitive,
    "list": _gone("list", "tolist([ ... ])"),
    "map": _gone("map", "tomap({ ... })"),
    "nonsensitive": _nonsensitive,
    "sensitive": _sensitive,
    "tobool": _to("bool", bool),
    "tolist": _gather(list, _to(("list", "any"), list)),
    "tomap": _to(("map", "any"), TMap),
    "tonumber": _to("number", int, Decimal),
    "toset": _gather(TSet, _to(_SET, TSet)),
    "tostring": _to("string", str),
}
