"""Conditional expressions and the types their branches share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.types import Type, convert, type_of, unify
from terrafirm.model.value import Sensitive, Unknown, Value, bare, has_sensitive
from terrafirm.sources.hcl.calls import Call
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.nodes import Lit, Name, Node, Paren, as_bool
from terrafirm.sources.hcl.operators import equal
from terrafirm.sources.hcl.static_check import check_references

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
        """The chosen branch, converted to the type that both branches share; it takes the marks of both."""
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
            other = self.no if chosen else self.yes
            if type(other) is not Lit or (result is not None and type(result) is not str):
                result = self._unified(result, other, env)
        return Sensitive(result) if hidden else result

    def _unified(self, result: Value, other_branch: Node, env: Env) -> Value:
        try:
            other = other_branch.ev(env)
        except EvalError:
            check_references(other_branch, env)
            # Terraform evaluates both branches for their types; a branch that fails only when not chosen
            # (an index into an empty list behind its length check) has an unknown type there
            return result
        if type(other) is Sensitive:
            result = Sensitive(result)
        mine, its = type_of(result), _branch_type(other_branch, other, env)
        if mine == its or its == "any" or mine == "any":
            return result
        common = unify([mine, its])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        return result if common == mine else convert(result, common)

    def _undecided(self, condition: Unknown, env: Env) -> Value:
        try:
            options = (self.yes.ev(env), self.no.ev(env))
        except EvalError:
            return condition.derived()
        common = unify([type_of(option) for option in options])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        hidden = any(type(option) is Sensitive for option in options)
        yes, no = (convert(bare(option), common) for option in options)
        result: Value
        if type(yes) is list and type(no) is list and len(yes) == len(no):
            result = [_either(condition, *pair, common[1]) for pair in zip(yes, no, strict=True)]
        else:
            result = _either(condition, yes, no, common)
        return Sensitive(result) if hidden else result

    def parts(self) -> Iterable[Node]:
        """Condition and branches."""
        return (self.condition, self.yes, self.no)


def _either(condition: Unknown, yes: Value, no: Value, common: Type) -> Value:
    """One of two values, nobody knows which."""
    options = (yes, no)
    if equal(yes, no) is True and not any(map(has_sensitive, options)):
        return yes
    sure = all(option is not None and (type(option) is not Unknown or option.not_null) for option in options)
    refs = condition.refs
    for option in options:
        if type(option) is Unknown:
            refs += option.refs
    return Unknown(condition.why, condition.kind, type=common, not_null=sure, options=options, refs=refs)


def _branch_type(branch: Node, value: Value, env: Env) -> Type:
    """The type of a branch that gave ``value``; its expression may tell more than a null or empty value does.

    The expression counts where it is a variable, or a part of one, or one of :data:`_CONVERSIONS` of null.
    """
    while isinstance(branch, Paren):
        branch = branch.inner
    if isinstance(branch, Call) and value is None and branch.name in _CONVERSIONS:
        return (_CONVERSIONS[branch.name], "any")
    if isinstance(branch, Name) and branch.root == "var" and not (env.names and "var" in env.names):
        declared = _part_of(env.module.variable_type(str(branch.steps[0])), branch.steps[1:])
        if _is_settled(declared):
            return declared
    return type_of(value)


def _part_of(found: Type, steps: tuple[str | Node, ...]) -> Type:
    """The type at ``steps`` inside a type; ``any`` where it cannot be told."""
    for step in steps:
        if not isinstance(found, tuple) or found[0] == "tuple":
            return "any"
        found = found[1] if found[0] != "object" else found[1].get(step, "any")
    return found


def _is_settled(found: Type) -> bool:
    """Whether ``any`` stands nowhere in a type."""
    if isinstance(found, str):
        return found != "any"
    inner = found[1].values() if found[0] == "object" else found[1] if found[0] == "tuple" else (found[1],)
    return all(map(_is_settled, inner))


_CONVERSIONS = {"toset": "set", "tolist": "list", "tomap": "map"}
