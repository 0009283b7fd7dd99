"""Which resources a configured resource refers to, through locals, variables and modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.syntax import Body

if TYPE_CHECKING:
    from terrafirm.sources.hcl.instance import Instance
    from terrafirm.sources.hcl.scope import Scope
    from terrafirm.sources.hcl.syntax import Node

_OTHER_ROOTS = frozenset({"each", "count", "path", "terraform", "tofu", "self", "ephemeral"})


def referenced(instance: Instance) -> list[str]:
    """Addresses (without instance keys) of the resources that the instance's expressions reach, in order."""
    found: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Node, Env]] = [(node, instance.env) for node in _expressions(instance.block.body)]
    while stack:
        node, env = stack.pop()
        if (id(node), id(env.module)) in seen:
            continue
        seen.add((id(node), id(env.module)))
        for inner in nodes.walk(node):
            if isinstance(inner, nodes.Name) and not (env.names and inner.root in env.names):
                _follow(inner, env.module, found, stack)
    return list(found)


def _expressions(body: Body) -> Iterator[Node]:
    for attribute in body.attributes.values():
        yield attribute.expr
    for block in body.blocks:
        yield from _expressions(block.body)


def _follow(name: nodes.Name, module: Scope, found: dict[str, None], stack: list[tuple[Node, Env]]) -> None:
    root, steps = name.root, name.steps
    first = steps[0] if steps and isinstance(steps[0], str) else None
    if first is None or root in _OTHER_ROOTS:
        return
    prefix = f"{module.address}." if module.address else ""
    if root == "local":
        attribute = module.config.locals.get(first)
        if attribute is not None:
            stack.append((attribute.expr, module.env))
    elif root == "var":
        given = module.call.body.attributes.get(first) if module.call is not None else None
        if given is not None and module.caller is not None:
            stack.append((given.expr, module.caller))
    elif root == "module":
        _follow_output(name, first, module, stack)
    elif root == "data":
        if len(steps) > 1 and ("data", first, steps[1]) in module.config.resources:
            found[f"{prefix}data.{first}.{steps[1]}"] = None
    elif root == "resource":
        if len(steps) > 1 and ("managed", first, steps[1]) in module.config.resources:
            found[f"{prefix}{first}.{steps[1]}"] = None
    elif ("managed", root, first) in module.config.resources:
        found[f"{prefix}{root}.{first}"] = None


def _follow_output(name: nodes.Name, call: str, module: Scope, stack: list[tuple[Node, Env]]) -> None:
    children = module.children(call) if call in module.config.calls else {}
    wanted = [step for step in name.steps[1:] if isinstance(step, str)][:1]
    if not isinstance(children, dict) or not wanted:
        return
    for child in children.values():
        block = child.config.outputs.get(wanted[0])
        given = block.body.attributes.get("value") if block is not None else None
        if given is not None:
            stack.append((given.expr, child.env))
