"""Build functions from a signature and a plain Python implementation: conversion, nulls, unknowns, marks."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from terrafirm.model.types import ConversionError, Type, convert, type_of
from terrafirm.model.value import Sensitive, TMap, TSet, Unknown, Value, first_unknown, has_sensitive, strip_marks
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError

#: How many values an unknown may take for a function to be applied to each of them.
_MAX_OPTIONS = 16

_EXACT: dict[Any, type] = {"string": str, "bool": bool, "number": int}

_SHAPES: dict[type, str] = {
    list: "list",
    tuple: "tuple",
    TSet: "set",
    TMap: "map",
    dict: "object",
    str: "string",
    bool: "bool",
    int: "number",
    Decimal: "number",
}

Implementation = Callable[..., Value]


class Signature:
    """Parameters ``(name, type)``, the type of further arguments, and the type of the result."""

    __slots__ = ("least", "more", "parameters", "result")

    def __init__(self, parameters: tuple[tuple[str, Type], ...], more: tuple[str, Type] | None, result: Type) -> None:
        self.parameters = parameters
        self.more = more
        self.result = result
        self.least = len(parameters)

    def check_count(self, given: int) -> None:
        """Raise :class:`FunctionError` unless ``given`` arguments fit."""
        if given < self.least:
            least = "at least " if self.more else ""
            raise FunctionError(f"Not enough function arguments: {least}{self.least} expected, {given} given")
        if given > self.least and self.more is None:
            raise FunctionError(f"Too many function arguments: {self.least} expected, {given} given")

    def parameter(self, position: int) -> tuple[str, Type]:
        """Name and type of the argument at ``position``."""
        if position < self.least:
            return self.parameters[position]
        assert self.more is not None
        return self.more


def pure(
    *parameters: tuple[str, Type], more: tuple[str, Type] | None = None, result: Type = "string"
) -> Callable[[Implementation], Function]:
    """A function of wholly known, non-null, converted arguments, whose result is never null.

    The implementation gets converted values without marks. Any unknown part makes the result unknown, any
    sensitive part makes it sensitive.
    """
    signature = Signature(parameters, more, result)
    exact = tuple(_EXACT.get(kind) if isinstance(kind, str) else None for _, kind in parameters)

    def build(compute: Implementation) -> Function:
        def slow(args: list[Value], context: CallContext) -> Value:
            return _call_slowly(signature, compute, args)

        if more is not None or None in exact:
            return slow
        if exact == (str,):

            def function(args: list[Value], context: CallContext) -> Value:
                if len(args) == 1 and type(args[0]) is str:
                    return compute(args[0])
                return _call_slowly(signature, compute, args)

        else:

            def function(args: list[Value], context: CallContext) -> Value:
                if tuple(map(type, args)) == exact:
                    return compute(*args)
                return _call_slowly(signature, compute, args)

        return function

    return build


def _call_slowly(signature: Signature, compute: Implementation, args: list[Value]) -> Value:
    signature.check_count(len(args))
    plain: list[Value] = []
    hidden = False
    unknown: Unknown | None = None
    for position, arg in enumerate(args):
        name, wanted = signature.parameter(position)
        if has_sensitive(arg):
            hidden = True
            arg = strip_marks(arg)
        arg = converted(arg, name, wanted)
        if unknown is None:
            unknown = first_unknown(arg)
        plain.append(arg)
    if unknown is not None:
        result: Value = unknown.derived(type=signature.result, not_null=True)
        if unknown.options:
            result.options = _over_options(signature, compute, plain, unknown)
    else:
        result = compute(*plain)
    return Sensitive(result) if hidden else result


def _over_options(
    signature: Signature, compute: Implementation, plain: list[Value], unknown: Unknown
) -> tuple[Value, ...]:
    """Every result the function can have when its one unknown argument can take a few values only."""
    if len(unknown.options) > _MAX_OPTIONS or sum(first_unknown(arg) is not None for arg in plain) != 1:
        return ()
    position = next((at for at, arg in enumerate(plain) if arg is unknown), None)
    if position is None:
        return ()
    results = []
    for option in unknown.options:
        if option is None or first_unknown(option) is not None or has_sensitive(option):
            return ()
        try:
            option = convert(option, signature.parameter(position)[1])
            results.append(compute(*plain[:position], option, *plain[position + 1 :]))
        except (FunctionError, ConversionError):
            continue
    return tuple(results)


def converted(arg: Value, name: str, wanted: Type) -> Value:
    """An argument without marks as the type its parameter wants; raises :class:`ArgumentError`."""
    if arg is None:
        raise ArgumentError(name, "argument must not be null")
    try:
        return convert(arg, wanted)
    except ConversionError as error:
        raise ArgumentError(name, str(error)) from error


def not_null(arg: Value, name: str) -> Value:
    """``arg`` itself; raises :class:`ArgumentError` when it is null."""
    if arg is None:
        raise ArgumentError(name, "argument must not be null")
    return arg


def string(arg: Value, name: str) -> Value:
    """A string argument without marks: text or an unknown."""
    return arg if type(arg) is str else converted(arg, name, "string")


def whole(value: int | Decimal, what: str) -> int:
    """A number that must be an integer of 64 bits; raises :class:`FunctionError`."""
    if type(value) is not int:
        raise FunctionError(f"{what}: a whole number is required")
    if not -(2**63) <= value < 2**63:
        raise FunctionError(f"{what}: the number is out of range")
    return value


def wrap(result: Value, hidden: bool) -> Value:
    """``result``, marked sensitive when ``hidden``."""
    return Sensitive(result) if hidden else result


def unmark(args: list[Value]) -> tuple[list[Value], bool]:
    """Arguments without their outer marks, and whether there were any."""
    if not any(type(arg) is Sensitive for arg in args):
        return args, False
    return [arg.value if type(arg) is Sensitive else arg for arg in args], True


def unmark_deep(args: list[Value]) -> tuple[list[Value], bool]:
    """Arguments without any mark, and whether there were any: what Terraform does unless a function opts out."""
    if not any(map(has_sensitive, args)):
        return args, False
    return [strip_marks(arg) for arg in args], True


def shape(value: Value) -> str:
    """The kind of a value: ``list``, ``tuple``, ``set``, ``map``, ``object``, a primitive or ``any``."""
    kind = _SHAPES.get(type(value))
    if kind is not None:
        return kind
    found = type_of(value)
    return found if isinstance(found, str) else str(found[0])


def expect(args: list[Value], least: int, most: int | None = None) -> None:
    """Raise :class:`FunctionError` unless the number of arguments fits; ``most`` defaults to ``least``."""
    given = len(args)
    if given < least:
        raise FunctionError(f"Not enough function arguments: {least} expected, {given} given")
    if given > (least if most is None else most):
        raise FunctionError(f"Too many function arguments: {least if most is None else most} expected, {given} given")
