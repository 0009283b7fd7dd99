"""Follow a value back to the expression that finally set it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from terrafirm.model.resource import Location, Origin
from terrafirm.sources.hcl import calls, conditional, nodes
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.syntax import Node, SourceFile
from terrafirm.sources.hcl.templates import Template

#: Names followed before the trail is left where it is.
MAX_STEPS = 20
#: Names listed for an expression that computes its value from several.
MAX_MENTIONED = 5


def inside(node: Node, path: tuple[str | int, ...]) -> Node:
    """The part of a literal object or tuple that ``path`` leads to, as far as it leads."""
    for step in path:
        while isinstance(node, nodes.Paren):
            node = node.inner
        found: Node | None = None
        if isinstance(node, nodes.ObjectCons) and isinstance(step, str):
            found = next((value for key, value in node.pairs if isinstance(key, nodes.Lit) and key.value == step), None)
        elif isinstance(node, nodes.TupleCons) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            break
        node = found
    return node


def trace(file: SourceFile, node: Node, env: Env) -> Origin:
    """Where an expression got its value: through ``var.x``, ``local.y`` and module outputs to a real expression."""
    via: list[str] = []
    for _ in range(MAX_STEPS):
        step = _step(node, env)
        if step is None:
            break
        name, next_file, next_node, env = step
        via.append(name)
        if next_node is None:
            return (
                Origin(next_file, tuple(via))
                if isinstance(next_file, Location)
                else Origin(_span(file, node), tuple(via))
            )
        if isinstance(next_file, SourceFile):
            file, node = next_file, next_node
    via.extend(name for name in _mentioned(node, env) if name not in via)
    return Origin(_span(file, node), tuple(via))


def _mentioned(node: Node, env: Env) -> list[str]:
    """The variables, locals and module outputs that an expression of more than a reference is computed from."""
    if isinstance(node, nodes.Name):
        return []
    found = {
        f"{inner.root}.{inner.steps[0]}": None
        for inner in nodes.walk(node)
        if isinstance(inner, nodes.Name) and inner.root in ("var", "local", "module", "each") and inner.steps
    }
    return list(found)[:MAX_MENTIONED]


def written_out(node: Node, env: Env) -> bool | None:
    """Whether an expression's value is text in the code: a literal, or a local or default that is one.

    Of an object or list one element that is such text is enough; a function has to get nothing else. ``None`` where a
    condition chooses between text and a reference. An empty text says nothing.
    """
    found = _written(node, env, wholly=False)
    return False if isinstance(found, str) else found


_EMPTY: Final = "empty"
_Written = bool | None | Literal["empty"]


def _written(node: Node, env: Env, *, wholly: bool) -> _Written:
    for _ in range(MAX_STEPS):
        step = _step(node, env)
        if step is None or step[2] is None:
            break
        node, env = step[2], step[3]
    if isinstance(node, (nodes.ObjectCons, nodes.TupleCons)):
        elements = node.items if isinstance(node, nodes.TupleCons) else [value for _, value in node.pairs]
        written = [_written(item, env, wholly=wholly) for item in elements]
        return _all(written) if wholly else True in written
    if isinstance(node, conditional.Cond):
        branches = {_written(node.yes, env, wholly=wholly), _written(node.no, env, wholly=wholly)}
        return branches.pop() if len(branches) == 1 else None
    if isinstance(node, calls.Call):
        return _all(_written(argument, env, wholly=True) for argument in node.args) if node.args else False
    if isinstance(node, Template):
        return _all(_written(part, env, wholly=True) for part in node.parts())
    while isinstance(node, nodes.Paren):
        node = node.inner
    if isinstance(node, nodes.Lit):
        return _EMPTY if node.value is None or node.value == "" else True
    return False


def _all(pieces: Iterable[_Written]) -> _Written:
    """What all pieces together are: as one of them where the others agree, or are empty."""
    known = set(pieces) - {_EMPTY}
    return False if False in known else None if None in known else True if known else _EMPTY


def span(file: SourceFile, start: int, end: int) -> Location:
    """The location of ``[start, end)`` with its first line's text.

    Of a line that holds more than one argument only the part in question is kept: the rest may be a secret.
    """
    line, column = file.position(start)
    end_line, end_column = file.position(end)
    text = file.line_text(line)
    if not _ALONE.fullmatch(text[: column - 1]):
        stop = end_column - 1 if end_line == line else len(text)
        text = " " * (column - 1) + text[column - 1 : stop]
    return Location(file.path, line, column, end_line, end_column, text)


#: What may stand before an expression that is the only one on its line.
_ALONE = re.compile(r'\s*(?:"?[\w.-]+"?\s*[=:]\s*)?')


def _span(file: SourceFile, node: Node) -> Location:
    return span(file, node.start, node.end)


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
    where = span(block.file, block.start, block.head)
    return f"var.{name}", where, None, env


def _deeper(name: str, file: SourceFile, node: Node, reference: nodes.Name, used: int, env: Env) -> _Step:
    """Follow ``local.x.y`` into the object literal that ``local.x`` is, as far as it is one."""
    steps: list[str | int] = []
    for step in reference.steps[used:]:
        plain = step.value if isinstance(step, nodes.Lit) else step
        if not isinstance(plain, (str, int)):
            break
        steps.append(plain)
    return name, file, inside(node, tuple(steps)), env
