"""The expression tree: what an HCL expression is, and how it evaluates.

Every node carries the character span of its source text (``start``, ``end``), evaluates with ``ev(env)`` and lists
its direct sub-expressions with ``parts()``. Evaluation follows the HCL native syntax specification and Terraform's
own behaviour; it raises :class:`EvalError` where Terraform would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import OpenObject, Sensitive, TMap, TSet, Unknown, Value, has_sensitive
from terrafirm.sources.hcl import access, operators
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


class Lit(Node):
    """A literal value."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def ev(self, env: Env) -> Value:
        """The literal itself."""
        return self.value


class Broken(Node):
    """An expression that does not parse; it never has a value."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why

    def ev(self, env: Env) -> Value:
        """Unknown: the file's report names the syntax error."""
        return Unknown(self.why, "error")


class Name(Node):
    """A reference rooted at a name, with its attribute and index steps: ``var.x[0].y``.

    ``steps`` holds ``str`` for an attribute and :class:`Node` for an index.
    """

    __slots__ = ("root", "steps")

    def __init__(self, root: str, steps: tuple[str | Node, ...]) -> None:
        self.root = root
        self.steps = steps

    def ev(self, env: Env) -> Value:
        """The referenced value."""
        root = self.root
        names = env.names
        if names is not None and root in names:
            value = names[root]
            used = 0
        else:
            value, used = env.lookup(root, self.steps)
        for step in self.steps[used:] if used else self.steps:
            value = access.attribute(value, step) if type(step) is str else access.index(value, step.ev(env))  # type: ignore[union-attr]
        return value

    def parts(self) -> Iterable[Node]:
        """Index expressions."""
        return [step for step in self.steps if isinstance(step, Node)]


class Attr(Node):
    """``source.name``."""

    __slots__ = ("name", "source")

    def __init__(self, source: Node, name: str) -> None:
        self.source = source
        self.name = name

    def ev(self, env: Env) -> Value:
        """The attribute of the source object."""
        return access.attribute(self.source.ev(env), self.name)

    def parts(self) -> Iterable[Node]:
        """The source."""
        return (self.source,)


class Index(Node):
    """``source[key]``."""

    __slots__ = ("key", "source")

    def __init__(self, source: Node, key: Node) -> None:
        self.source = source
        self.key = key

    def ev(self, env: Env) -> Value:
        """The element of the source collection."""
        return access.index(self.source.ev(env), self.key.ev(env))

    def parts(self) -> Iterable[Node]:
        """Source and key."""
        return (self.source, self.key)


class TupleCons(Node):
    """``[a, b]``."""

    __slots__ = ("items",)

    def __init__(self, items: list[Node]) -> None:
        self.items = items

    def ev(self, env: Env) -> Value:
        """A tuple."""
        return tuple([item.ev(env) for item in self.items])

    def parts(self) -> Iterable[Node]:
        """The items."""
        return self.items


class ObjectCons(Node):
    """``{a = 1, (b) = 2}``."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[Node, Node]]) -> None:
        self.pairs = pairs

    def ev(self, env: Env) -> Value:
        """An object; unknown as a whole where a key is unknown."""
        result: dict[str, Value] = {}
        hidden = False
        for key_node, value_node in self.pairs:
            key = key_node.ev(env)
            if type(key) is Sensitive:
                key, hidden = key.value, True
            if type(key) is Unknown:
                return key.derived()
            if key is None:
                raise EvalError("Null value as key: can't use a null value as a key")
            result[object_key(key)] = value_node.ev(env)
        return Sensitive(result) if hidden else result

    def parts(self) -> Iterable[Node]:
        """Keys and values."""
        for key, value in self.pairs:
            yield key
            yield value


def object_key(key: Value) -> str:
    """An object key as a string."""
    try:
        return convert(key, "string")  # type: ignore[no-any-return]
    except ConversionError as error:
        raise EvalError(f"Incorrect key type: can't use this value as a key: {error}") from error


class Paren(Node):
    """``(inner)``: kept because it makes an object key an expression."""

    __slots__ = ("inner",)

    def __init__(self, inner: Node) -> None:
        self.inner = inner

    def ev(self, env: Env) -> Value:
        """The inner value."""
        return self.inner.ev(env)

    def parts(self) -> Iterable[Node]:
        """The inner expression."""
        return (self.inner,)


def as_bool(value: Value, complaint: str) -> bool:
    """A known condition as a bool."""
    if type(value) is bool:
        return value
    try:
        converted = convert(value, "bool")
    except ConversionError as error:
        raise EvalError(f"{complaint}: {error}") from error
    if converted is None:
        raise EvalError(f"{complaint}, but it is null")
    return bool(converted)


#: Values that may hold sensitive parts.
_NESTED: frozenset[type] = frozenset({tuple, list, dict, OpenObject, TMap, TSet})


class Binary(Node):
    """``left op right`` for an operator of arithmetic or comparison."""

    __slots__ = ("apply", "left", "op", "right")

    def __init__(self, op: str, left: Node, right: Node) -> None:
        self.op = op
        self.left = left
        self.right = right
        self.apply: Callable[[Value, Value], Value] = operators.BINARY[op]

    def ev(self, env: Env) -> Value:
        """The result; sensitive where a part of a side is."""
        left = self.left.ev(env)
        right = self.right.ev(env)
        if type(left) is Sensitive or type(right) is Sensitive:
            plain = left.value if type(left) is Sensitive else left
            return Sensitive(self.apply(plain, right.value if type(right) is Sensitive else right))
        result = self.apply(left, right)
        if (type(left) in _NESTED or type(right) in _NESTED) and (has_sensitive(left) or has_sensitive(right)):
            return Sensitive(result)
        return result

    def parts(self) -> Iterable[Node]:
        """Both sides."""
        return (self.left, self.right)


class Unary(Node):
    """``!x`` and ``-x``."""

    __slots__ = ("op", "operand")

    def __init__(self, op: str, operand: Node) -> None:
        self.op = op
        self.operand = operand

    def ev(self, env: Env) -> Value:
        """The negated value."""
        value = self.operand.ev(env)
        if type(value) is Sensitive:
            return Sensitive(operators.unary(self.op, value.value))
        return operators.unary(self.op, value)

    def parts(self) -> Iterable[Node]:
        """The operand."""
        return (self.operand,)


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything below it, depth first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(current.parts())
