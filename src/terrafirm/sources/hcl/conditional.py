"""Conditional expressions and the types their branches share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.types import ConversionError, Type, convert, type_of, unify
from terrafirm.model.value import Sensitive, Unknown, Value, bare, has_sensitive
from terrafirm.sources.hcl.calls import Call
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.nodes import Lit, Name, Paren, as_bool
from terrafirm.sources.hcl.operators import equal
from terrafirm.sources.hcl.static_check import check_references
from terrafirm.sources.hcl.syntax import Node

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
        return result if common == mine else _converted(result, common)

    def _undecided(self, condition: Unknown, env: Env) -> Value:
        try:
            options = (self.yes.ev(env), self.no.ev(env))
        except EvalError:
            return condition.derived()
        common = unify([type_of(option) for option in options])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        hidden = any(type(option) is Sensitive for option in options)
        yes, no = (_converted(bare(option), common) for option in options)
        result: Value
        if type(yes) is list and type(no) is list and len(yes) == len(no):
            result = [_either(condition, *pair, common[1]) for pair in zip(yes, no, strict=True)]
        else:
            result = _either(condition, yes, no, common)
        return Sensitive(result) if hidden else result

    def parts(self) -> Iterable[Node]:
        """Condition and branches."""
        return (self.condition, self.yes, self.no)


def _converted(value: Value, common: Type) -> Value:
    try:
        return convert(value, common)
    except ConversionError as error:
        raise EvalError(f"Inconsistent conditional result types: {error}") from error


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
    """The type of a branch that gave ``value``; its expression may tell more than a null or empty value does."""
    written = _written_type(branch, env, value is None)
    return written if written is not None else type_of(value)


def written_type(node: Node, env: Env) -> Type | None:
    """The type of a null, where its expression tells it."""
    return _written_type(node, env, True)


def _written_type(branch: Node, env: Env, is_null: bool) -> Type | None:
    """The type that an expression has whatever its value: a variable, a part of one, a function's result, a local."""
    while isinstance(branch, Paren):
        branch = branch.inner
    if isinstance(branch, Call):
        if is_null:
            return (_CONVERSIONS[branch.name], "any") if branch.name in _CONVERSIONS else None
        return _result_type(branch, env)
    if not isinstance(branch, Name) or (env.names and branch.root in env.names) or env.module.config is None:
        return None
    if branch.root == "var":
        declared = _part_of(env.module.variable_type(str(branch.steps[0])), branch.steps[1:])
        return declared if _is_settled(declared) else None
    if branch.root == "local" and len(branch.steps) == 1:
        attribute = env.module.config.locals.get(str(branch.steps[0]))
        return None if attribute is None else _written_type(attribute.expr, env.module.env, is_null)
    return None


def _result_type(call: Call, env: Env) -> Type | None:
    """The type of a function's result where it depends on no value, or on the type of an argument alone."""
    if call.name in _RESULTS:
        return _RESULTS[call.name]
    if call.spread or not call.args or call.name not in (*_CONVERSIONS, *_KEEPING):
        return None
    given = _written_type(call.args[0], env, False)
    if not isinstance(given, tuple) or given[0] not in ("list", "set"):
        return None
    return (_CONVERSIONS.get(call.name, given[0]), given[1]) if call.name != "tomap" else None


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
#: Functions whose result has the type of their first argument, a list or a set of a known type.
_KEEPING = ("distinct", "reverse", "slice")
_RESULTS: dict[str, Type] = {
    "compact": ("list", "string"),
    "fileset": ("set", "string"),
    "formatlist": ("list", "string"),
    "range": ("list", "number"),
    "sort": ("list", "string"),
    "split": ("list", "string"),
}
