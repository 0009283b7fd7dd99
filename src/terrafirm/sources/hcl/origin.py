"""Follow a value back to the expression that finally set it."""

from __future__ import annotations

from terrafirm.model.resource import Location, Origin
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.nodes import Node
from terrafirm.sources.hcl.syntax import Attribute, SourceFile

#: Names followed before the trail is left where it is.
MAX_STEPS = 20


def trace(attribute: Attribute, env: Env) -> Origin:
    """Where ``attribute`` got its value: through ``var.x``, ``local.y`` and module outputs to a real expression."""
    via: list[str] = []
    file, node = attribute.file, attribute.expr
    for _ in range(MAX_STEPS):
        step = _step(node, env)
        if step is None:
            break
        name, next_file, next_node, env = step
        via.append(name)
        if next_node is None:
            return Origin(next_file, tuple(via)) if isinstance(next_file, Location) else Origin(_span(file, node), tuple(via))
        if isinstance(next_file, SourceFile):
            file, node = next_file, next_node
    return Origin(_span(file, node), tuple(via))


def _span(file: SourceFile, node: Node) -> Location:
    line, column = file.position(node.start)
    end_line, end_column = file.position(node.end)
    return Location(file.path, line, column, end_line, end_column, file.line_text(line))


_Step = tuple[str, SourceFile | Location | None, Node | None, Env]


def _step(node: Node, env: Env) -> _Step | None:
    """One name further back, or ``None`` where the expression is more than a reference."""
    while isinstance(node, nodes.Paren):
        node = node.inner
    if not isinstance(node, nodes.Name) or not node.steps or not isinstance(node.steps[0], str):
        return None
    name = node.steps[0]
    if env.names and node.root in env.names:
        return None
    module = env.module
    if node.root == "local" and name in module.config.locals:
        attribute = module.config.locals[name]
        return _deeper(f"local.{name}", attribute.file, attribute.expr, node, 1, module.env)
    if node.root == "var" and name in module.config.variables:
        return _variable(name, node, env)
    if node.root == "module" and name in module.config.calls and len(node.steps) > 1:
        children = module.children(name)
        output = node.steps[-1] if isinstance(node.steps[-1], str) else ""
        if isinstance(children, dict):
            for child in children.values():
                block = child.config.outputs.get(output)
                given = block.body.attributes.get("value") if block is not None else None
                if given is not None:
                    return f"module.{name}.{output}", given.file, given.expr, child.env
    return None


def _variable(name: str, node: nodes.Name, env: Env) -> _Step | None:
    module = env.module
    block = module.config.variables[name]
    if module.call is not None and module.caller is not None:
        given = module.call.body.attributes.get(name)
        if given is not None:
            return _deeper(f"var.{name}", given.file, given.expr, node, 1, module.caller)
    elif name in module.run.values:
        return f"var.{name}", None, None, env
    default = block.body.attributes.get("default")
    if default is not None:
        return _deeper(f"var.{name}", default.file, default.expr, node, 1, module.env)
    line, column = block.file.position(block.start)
    end_line, end_column = block.file.position(block.head)
    where = Location(block.file.path, line, column, end_line, end_column, block.file.line_text(line))
    return f"var.{name}", where, None, env


def _deeper(name: str, file: SourceFile, node: Node, reference: nodes.Name, used: int, env: Env) -> _Step:
    """Follow ``local.x.y`` into the object literal that ``local.x`` is, as far as it is one."""
    for step in reference.steps[used:]:
        while isinstance(node, nodes.Paren):
            node = node.inner
        if not isinstance(node, nodes.ObjectCons) or not isinstance(step, str):
            break
        found = next((value for key, value in node.pairs if isinstance(key, nodes.Lit) and key.value == step), None)
        if found is None:
            break
        node = found
    return name, file, node, env
