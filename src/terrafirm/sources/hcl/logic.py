"""``&&`` and ``||``, which one side alone can decide.

As in Terraform 1.12 and later: a side that fails does no harm where the other one decides, on whichever side it
stands. Source: ``OpLogicalAnd`` and ``OpLogicalOr`` in hclsyntax/expression_ops.go of github.com/hashicorp/hcl.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.static_check import check_references
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


class Logical(Node):
    """``left && right`` or ``left || right``."""

    __slots__ = ("left", "op", "right")

    def __init__(self, op: str, left: Node, right: Node) -> None:
        self.op = op
        self.left = left
        self.right = right

    def ev(self, env: Env) -> Value:
        """The result, with the marks of both sides."""
        try:
            left = self.left.ev(env)
        except EvalError as error:
            return self._without_left(error, env)
        try:
            right = self.right.ev(env)
        except EvalError as error:
            return self._without_right(left, error, env)
        hidden = type(left) is Sensitive
        if hidden:
            left = left.value
        if type(right) is Sensitive:
            right, hidden = right.value, True
        result = self._of(_truth(left), _truth(right))
        return Sensitive(result) if hidden else result

    def _of(self, left: Value, right: Value) -> Value:
        """A null counts as false, but cannot make the whole false for ``||``."""
        decisive = self.op == "||"
        if left is decisive or right is decisive:
            return decisive
        if not decisive and (left is None or right is None):
            return False
        for side in (left, right):
            if type(side) is Unknown:
                return side
        if left is None or right is None:
            raise EvalError("Invalid operand: a bool is required, but the value is null")
        return not decisive

    def _without_left(self, error: EvalError, env: Env) -> Value:
        check_references(self.left, env)
        right = self.right.ev(env)
        plain = right.value if type(right) is Sensitive else right
        if _truth(plain) is not (self.op == "||"):
            raise error
        return Sensitive(self.op == "||") if plain is not right else self.op == "||"

    def _without_right(self, left: Value, error: EvalError, env: Env) -> Value:
        check_references(self.right, env)
        plain = left.value if type(left) is Sensitive else left
        truth = _truth(plain)
        if self.op == "&&" and truth is None:
            truth = False
        if truth is not (self.op == "||") and type(truth) is not Unknown:
            raise error
        return Sensitive(truth) if plain is not left else truth

    def parts(self) -> Iterable[Node]:
        """Both sides."""
        return (self.left, self.right)


def _truth(value: Value) -> Value:
    """A bool, null, or an unknown bool."""
    if type(value) is bool or value is None:
        return value
    if type(value) is Unknown:
        return value.derived(type="bool", not_null=True)
    try:
        return convert(value, "bool")
    except ConversionError as error:
        raise EvalError(f"Invalid operand: unsuitable value for operand: {error}") from error
