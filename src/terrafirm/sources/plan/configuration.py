"""The configuration inside a plan: which expression sets an argument, and what it refers to."""

from __future__ import annotations

from typing import Any

from terrafirm.sources.state.address import Index, ModuleStep, steps
from terrafirm.sources.state.stream import strings

Expression = dict[str, Any]
"""``{"constant_value": ...}``, ``{"references": [...]}``, or empty for a function of constants."""

_LEAF = ("constant_value", "references")


class ModuleConfiguration:
    """One module of a plan's configuration."""

    __slots__ = ("_children", "calls", "outputs", "resources", "variables")

    def __init__(self, raw: Any) -> None:
        module = _object(raw)
        self.calls: dict[str, dict[str, Any]] = _objects(module.get("module_calls"))
        self.outputs: dict[str, dict[str, Any]] = _objects(module.get("outputs"))
        self.variables: dict[str, dict[str, Any]] = _objects(module.get("variables"))
        self.resources: dict[tuple[str, str, str], dict[str, Any]] = {}
        listed = module.get("resources")
        for resource in listed if isinstance(listed, list) else ():
            if isinstance(resource, dict):
                key = (str(resource.get("mode")), str(resource.get("type")), str(resource.get("name")))
                self.resources[key] = resource
        self._children: dict[str, ModuleConfiguration] = {}

    def child(self, name: str) -> ModuleConfiguration:
        """The configuration of a called module; empty where there is no such call."""
        found = self._children.get(name)
        if found is None:
            found = self._children[name] = ModuleConfiguration(_object(self.calls.get(name)).get("module"))
        return found

    def at(self, path: tuple[ModuleStep, ...]) -> ModuleConfiguration:
        """The module that a path of calls leads to."""
        module = self
        for step in path:
            module = module.child(step.name)
        return module

    def expressions(self, mode: str, type: str, name: str) -> dict[str, Any] | None:
        """The expressions of a resource's arguments; none when the configuration does not have the resource."""
        resource = self.resources.get((mode, type, name))
        return None if resource is None else _object(resource.get("expressions"))


class Found:
    """What stands in the configuration at a path.

    ``expression`` is the argument's expression, none where the argument is not set; ``rest`` is what of the path
    lies inside that expression's value. ``sure`` is false where blocks cannot be matched with the planned ones
    (they come from a dynamic block, or stand in a set).
    """

    __slots__ = ("expression", "rest", "sure")

    def __init__(self, expression: Expression | None, rest: tuple[str | int, ...], *, sure: bool) -> None:
        self.expression = expression
        self.rest = rest
        self.sure = sure


def find(expressions: dict[str, Any], path: tuple[str | int, ...], planned: Any) -> Found:
    """The expression that sets ``path``; ``planned`` is the value as the plan has it, to match blocks by."""
    level: Any = expressions
    value = planned
    for at, step in enumerate(path):
        if isinstance(step, int):
            level, value, sure = _block(level, value, step)
            if not sure:
                return Found(None, path[at:], sure=False)
            continue
        if not isinstance(level, dict):
            return Found(None, path[at:], sure=False)
        inner = level.get(step)
        if inner is None:
            # blocks that a dynamic block makes are not in the configuration at all
            made = isinstance(path[at + 1] if at + 1 < len(path) else None, int)
            return Found(None, path[at:], sure=not made)
        value = value.get(step) if isinstance(value, dict) else None
        if isinstance(inner, dict) and (not inner or any(key in inner for key in _LEAF)):
            return Found(inner, path[at + 1 :], sure=True)
        level = inner
    return Found(None, (), sure=False)


def _block(level: Any, value: Any, step: int) -> tuple[Any, Any, bool]:
    """The configured block for element ``step`` of the planned blocks."""
    blocks = level if isinstance(level, list) else [level]
    items = value if isinstance(value, list) else []
    item = items[step] if step < len(items) else None
    # fewer configured than planned: a dynamic block made some of them
    if not blocks or len(blocks) != len(items):
        return None, None, False
    if len(blocks) == 1:
        return blocks[0], item, True
    fitting = [block for block in blocks if _fits(block, item)]
    return (fitting[0], item, True) if len(fitting) == 1 else (None, None, False)


def _fits(block: Any, item: Any) -> bool:
    """Whether a configured block can have given a planned one: their constants agree."""
    if not isinstance(block, dict) or not isinstance(item, dict):
        return False
    for name, expression in block.items():
        if isinstance(expression, dict) and "constant_value" in expression:
            planned = item.get(name)
            if planned != expression["constant_value"] and str(planned) != str(expression["constant_value"]):
                return False
        elif isinstance(expression, list) and len(expression) > len(item.get(name) or expression):
            return False
    return True


def leaves(expressions: Any) -> list[Expression]:
    """Every expression at any depth."""
    found: list[Expression] = []
    stack = [expressions]
    while stack:
        level = stack.pop()
        if isinstance(level, list):
            stack.extend(level)
        elif isinstance(level, dict):
            if any(key in level for key in _LEAF):
                found.append(level)
            else:
                stack.extend(level.values())
    return found


def references(expression: Any) -> list[str]:
    """What an expression refers to, each reference as far as it goes.

    Terraform lists every reference followed by its own beginnings: ``a.b.c``, then ``a.b``.
    """
    given = strings(expression.get("references") if isinstance(expression, dict) else None)
    found: list[str] = []
    last = ""
    for item in given:
        if last.startswith(item) and last[len(item) : len(item) + 1] in (".", "["):
            continue
        last = item
        found.append(item)
    return list(dict.fromkeys(found))


def split(reference: str) -> tuple[list[str | Index], str]:
    """A reference in steps, and its root name."""
    found = steps(reference)
    root = found[0] if found and isinstance(found[0], str) else ""
    return found, root


def _object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _objects(raw: Any) -> dict[str, dict[str, Any]]:
    return {name: item for name, item in _object(raw).items() if isinstance(item, dict)}
