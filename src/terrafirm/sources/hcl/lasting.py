"""``ephemeralasnull``: what of a value outlasts a run. Ephemeral values are told by how an expression is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.calls import Call
from terrafirm.sources.hcl.coalescing import Coalesce
from terrafirm.sources.hcl.conditional import Cond
from terrafirm.sources.hcl.loops import For
from terrafirm.sources.hcl.nodes import Lit, Name, ObjectCons, Paren, TupleCons, object_key, walk
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env
    from terrafirm.sources.hcl.scope import Scope

_WHY = "ephemeralasnull: it is not known which part of the value is ephemeral"


class Lasting(Node):
    """``ephemeralasnull(given)``."""

    __slots__ = ("given",)

    def __init__(self, given: Node) -> None:
        self.given = given

    def ev(self, env: Env) -> Value:
        """The value with null for what is ephemeral."""
        return lasting(self.given, env)

    def parts(self) -> Iterable[Node]:
        """The argument."""
        return (self.given,)


def call_node(name: str, args: list[Node], spread: bool) -> Node:
    """The node of a function call."""
    if name in ("ephemeralasnull", "core::ephemeralasnull") and len(args) == 1 and not spread:
        return Lasting(args[0])
    if name in ("coalesce", "core::coalesce") and not spread:
        return Coalesce(name, args, spread)
    return Call(name, args, spread)


def lasting(node: Node, env: Env) -> Value:
    """The value of an expression with null for what is ephemeral; unknown where parts of it may be."""
    while isinstance(node, Paren):
        node = node.inner
    if env.module.config is None or not _mentions(node, env.module):
        return node.ev(env)  # a template file names only what it is given
    if isinstance(node, TupleCons):
        return tuple(lasting(item, env) for item in node.items)
    if isinstance(node, ObjectCons) and all(isinstance(key, Lit) for key, _ in node.pairs):
        return {object_key(key.ev(env)): lasting(value, env) for key, value in node.pairs}
    if isinstance(node, Name) and node.root == "local" and len(node.steps) == 1:
        return lasting(env.module.config.locals[str(node.steps[0])].expr, env.module.env)
    if _is_wholly(node, env.module):
        return None
    return Unknown(_WHY, "limit")


def _is_wholly(node: Node, module: Scope) -> bool:
    """Whether a value is ephemeral as such: an ephemeral name, or the result of an operation on one."""
    if isinstance(node, Name):
        if node.root != "local":
            return _mentions(node, module)
        attribute = module.config.locals.get(str(node.steps[0])) if len(node.steps) == 1 else None
        return attribute is not None and _is_wholly(attribute.expr, module)
    if isinstance(node, (TupleCons, ObjectCons, For, Cond)):
        return False
    return any(_is_wholly(part, module) for part in node.parts())


def _mentions(node: Node, module: Scope) -> bool:
    """Whether an ephemeral value is named anywhere in an expression, or in a local that it names."""
    stack, seen = [node], set()
    while stack:
        for inner in walk(stack.pop()):
            if not isinstance(inner, Name) or not inner.steps:
                continue
            if _is_ephemeral(inner.root, inner.steps, module):
                return True
            local = module.config.locals.get(str(inner.steps[0])) if inner.root == "local" else None
            if local is not None and inner.steps[0] not in seen:
                seen.add(inner.steps[0])
                stack.append(local.expr)
    return False


def _is_ephemeral(root: str, steps: tuple[Any, ...], module: Scope) -> bool:
    if root == "ephemeral":
        return True
    if root == "var":
        return _flagged(module.config.variables.get(steps[0]))
    if root != "module":
        return False
    children = module.children(str(steps[0])) if steps[0] in module.config.calls else None
    names = {step for step in steps[1:3] if isinstance(step, str)}
    found = next(iter(children.values()), None) if isinstance(children, dict) else None
    return found is not None and any(_flagged(found.config.outputs.get(name)) for name in names)


def _flagged(block: Any) -> bool:
    given = block.body.attributes.get("ephemeral") if block is not None else None
    return given is not None and isinstance(given.expr, Lit) and given.expr.value is True
