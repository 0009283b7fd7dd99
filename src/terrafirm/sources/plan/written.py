"""Tell from a plan whether a value that an argument takes from elsewhere is written out in the code.

A plan holds the expressions of arguments, calls and outputs and the defaults of variables, but no local values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terrafirm.sources.plan.configuration import Expression, ModuleConfiguration, references
from terrafirm.sources.state.address import ModuleStep, Step, steps

#: References followed from one expression to the next.
_MAX_STEPS = 50
_NOT_TOLD = ("local", "each", "count", "path", "terraform", "tofu", "self")

_Module = tuple[ModuleStep, ...]


class Written:
    """Follows references through a plan's configuration. ``given`` are the values of the root's variables."""

    def __init__(self, root: ModuleConfiguration, given: Mapping[str, Any]) -> None:
        self._root = root
        self._given = given

    def out(self, module: _Module, expression: Expression, left: int = _MAX_STEPS) -> bool | None:
        """Whether an expression is made of text in the code alone; none where the plan does not tell.

        ``left`` bounds the references that are followed.
        """
        if "constant_value" in expression:
            return True
        found = {self._reference(module, text, left - 1) for text in references(expression)} if left else set()
        # where only some of the references are for text, a condition may choose among them
        return found.pop() if len(found) == 1 else None

    def _reference(self, module: _Module, text: str, left: int) -> bool | None:
        path = steps(text)
        root, name = path[0] if path else "", path[1] if len(path) > 1 else None
        if root in _NOT_TOLD or not isinstance(name, str):
            return None
        if root == "var":
            return self._variable(module, name, left)
        return self._output(module, name, path[2:], left) if root == "module" else False

    def _output(self, module: _Module, call: str, path: list[Step], left: int) -> bool | None:
        inner = (*module, ModuleStep(call, None))
        output = next((step for step in path if isinstance(step, str)), "")
        given = self._root.at(inner).outputs.get(output, {}).get("expression")
        return self.out(inner, given, left) if isinstance(given, dict) else None

    def _variable(self, module: _Module, name: str, left: int) -> bool | None:
        if module:
            expressions = self._root.at(module[:-1]).calls.get(module[-1].name, {}).get("expressions")
            given = expressions.get(name) if isinstance(expressions, dict) else None
            if isinstance(given, dict):
                return self.out(module[:-1], given, left)
        default = self._root.at(module).variables.get(name, {}).get("default")
        if default is None:
            return False
        return bool(module) or self._given.get(name, default) == default
