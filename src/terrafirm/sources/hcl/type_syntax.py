"""Type constraints of variables: ``object({name = optional(string, "x")})`` and the rest."""

from __future__ import annotations

from terrafirm.model.types import NO_DEFAULT, Type
from terrafirm.sources.hcl import calls, nodes
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.syntax import Node

_PRIMITIVE = ("string", "number", "bool", "any")
_BARE_COLLECTIONS = ("list", "set", "map")


def read_type(node: Node, env: Env) -> Type:
    """The type that a constraint expression means; raises :class:`EvalError` for an invalid one."""
    if isinstance(node, nodes.Paren):
        return read_type(node.inner, env)
    if isinstance(node, nodes.Lit) and isinstance(node.value, str):
        return read_type(nodes.Name(node.value, ()), env)  # the quoted form of Terraform 0.11
    if isinstance(node, nodes.Name) and not node.steps:
        if node.root in _PRIMITIVE:
            return node.root
        if node.root in _BARE_COLLECTIONS:
            return (node.root, "any")
    if isinstance(node, calls.Call) and len(node.args) == 1:
        inner = node.args[0]
        if node.name in _BARE_COLLECTIONS:
            return (node.name, read_type(inner, env))
        if node.name == "tuple" and isinstance(inner, nodes.TupleCons):
            return ("tuple", tuple(read_type(item, env) for item in inner.items))
        if node.name == "object" and isinstance(inner, nodes.ObjectCons):
            return _object(inner, env)
    raise EvalError("Invalid type specification: this expression is not a valid type constraint")


def _object(node: nodes.ObjectCons, env: Env) -> Type:
    attributes: dict[str, Type] = {}
    optional: dict[str, object] = {}
    for key, value in node.pairs:
        name = key.ev(env)
        if isinstance(value, calls.Call) and value.name == "optional" and value.args:
            attributes[name] = read_type(value.args[0], env)
            optional[name] = value.args[1].ev(env) if len(value.args) > 1 else NO_DEFAULT
        else:
            attributes[name] = read_type(value, env)
    return ("object", attributes, optional)
