"""Conditional expressions and the types their branches share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.types import Type, convert, type_of, unify
from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.nodes import Call, Node, Paren, as_bool

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


class Cond(Node):
    """``condition ? yes : no``."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, condition: Node, yes: Node, no: Node) -> None:
        self.condition = condition
        self.yes = yes
        self.no = no

    def ev(self, env: Env) -> Value:
        """The chosen branch, converted to the type that both branches share."""
        condition = self.condition.ev(env)
        hidden = type(condition) is Sensitive
        if hidden:
            condition = condition.value
        if type(condition) is Unknown:
            result = self._undecided(condition, env)
        elif condition is None:
            raise EvalError("Null condition: the condition value is null")
        else:
            chosen = as_bool(condition, "Incorrect condition type")
            result = (self.yes if chosen else self.no).ev(env)
            if _converts(result):
                result = self._unified(result, self.no if chosen else self.yes, env)
        return Sensitive(result) if hidden else result

    def _unified(self, result: Value, other_branch: Node, env: Env) -> Value:
        try:
            other = other_branch.ev(env)
        except EvalError:
            # Terraform evaluates both branches for their types; a branch that fails only when not chosen
            # (an index into an empty list behind its length check) has an unknown type there
            return result
        mine, its = type_of(result), type_of(other) if other is not None else _null_type(other_branch)
        if mine == its or its == "any" or mine == "any":
            return result
        common = unify([mine, its])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        return result if common == mine else convert(result, common)

    def _undecided(self, condition: Unknown, env: Env) -> Unknown:
        try:
            options = (self.yes.ev(env), self.no.ev(env))
        except EvalError:
            return condition.derived()
        common = unify([type_of(option) for option in options])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        settled = tuple(convert(option, common) for option in options)
        sure = all(option is not None and (type(option) is not Unknown or option.not_null) for option in settled)
        refs = condition.refs
        for option in settled:
            if type(option) is Unknown:
                refs += option.refs
        return Unknown(condition.why, condition.kind, type=common, not_null=sure, options=settled, refs=refs)

    def parts(self) -> Iterable[Node]:
        """Condition and branches."""
        return (self.condition, self.yes, self.no)


def _null_type(branch: Node) -> Type:
    """The type of a branch whose value is null, as far as the expression tells: ``toset(null)`` is a null set."""
    while isinstance(branch, Paren):
        branch = branch.inner
    kind = _CONVERSIONS.get(branch.name) if isinstance(branch, Call) else None
    return "any" if kind is None else (kind, "any")


_CONVERSIONS = {"toset": "set", "tolist": "list", "tomap": "map"}


def _converts(value: Value) -> bool:
    """Whether the other branch's type can change this value: anything but a string, null or bare unknown."""
    kind = type(value)
    return kind is not str and value is not None
