"""Calls of ``coalesce`` with nulls among the arguments, whose types count although their values do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terrafirm.model.types import ConversionError, Type, convert, convertible, type_of, unify
from terrafirm.model.value import Sensitive, Value, bare, has_sensitive
from terrafirm.sources.hcl.calls import Call
from terrafirm.sources.hcl.conditional import written_type
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.nodes import Lit, Paren
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env

_UNTYPED = "untyped"
"""Stands for the type of a null that has none, as the literal."""


class Coalesce(Call):
    """``coalesce(a, b, ...)``."""

    __slots__ = ()

    def ev(self, env: Env) -> Value:
        """The first argument that is neither null nor empty text, in the type that all of them share."""
        args = [arg.ev(env) for arg in self.args]
        if all(bare(arg) is not None for arg in args):
            return env.call(self.name, args)
        nulls = [_null_type(node, env) for node, arg in zip(self.args, args, strict=True) if bare(arg) is None]
        types = [type_of(arg) for arg in args if bare(arg) is not None]
        if _UNTYPED in nulls:
            types += [found for found in nulls if found != _UNTYPED and found is not None]
            common = _beside_untyped(types)
            if common is None:
                # every argument stays in its own type, and empty text counts
                chosen = next((arg for arg in args if bare(arg) is not None), None)
                return Sensitive(chosen) if any(map(has_sensitive, args)) else chosen
        else:
            common = unify([*types, *(found or "any" for found in nulls)])
            if common is None and None not in nulls:
                raise EvalError("Error in function call: coalesce: all arguments must have the same type")
        if common is not None and common != "any":
            args = [_converted(arg, common) for arg in args]
        return env.call(self.name, args)


def _beside_untyped(types: list[Type]) -> Type | None:
    """What cty unifies types to among which is that of an untyped null; nothing where each stays what it is."""
    kinds = {found if isinstance(found, str) else found[0] for found in types}
    common = unify(types)
    if common is None and {"object", "tuple"} <= kinds:
        raise EvalError("Error in function call: coalesce: all arguments must have the same type")
    if common is None or isinstance(common, str):
        return common
    if len(kinds) == 1:
        return None
    collections = [found for found in types if found[0] in ("list", "set", "map") and found[1] != "any"]
    collections.sort(key=lambda found: (found[0] == "set", found[1] != "string"))
    fitting = (wanted for wanted in collections if all(convertible(found, wanted) for found in types))
    return next(fitting, common)


def _null_type(node: Node, env: Env) -> Type | None:
    """The type of an argument that is null, ``None`` where its expression does not tell."""
    while isinstance(node, Paren):
        node = node.inner
    if isinstance(node, Call) and node.name == "try":
        return _null_type(next((arg for arg in node.args if _succeeds(arg, env)), node.args[-1]), env)
    if isinstance(node, Lit):
        return _UNTYPED
    return written_type(node, env)


def _succeeds(node: Node, env: Env) -> bool:
    try:
        node.ev(env)
    except EvalError:
        return False
    return True


def _converted(arg: Value, common: Type) -> Value:
    try:
        return convert(arg, common)
    except ConversionError:
        return None
