"""What names mean where an expression stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from terrafirm.model.value import Value
from terrafirm.sources.hcl.errors import EvalError

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import Scope
    from terrafirm.sources.hcl.syntax import Node


class Env:
    """The surroundings of an expression: its module, loop variables, ``each``, ``count`` and ``self``."""

    __slots__ = ("count", "each", "module", "names", "self_value")

    def __init__(
        self,
        module: Scope,
        names: dict[str, Value] | None = None,
        each: tuple[Value, Value] | None = None,
        count: Value = None,
        self_value: Value = None,
    ) -> None:
        self.module = module
        self.names = names
        self.each = each
        self.count = count
        self.self_value = self_value

    def with_names(self, names: dict[str, Value]) -> Env:
        """The same surroundings with other loop variables."""
        self.module.run.spend()
        return Env(self.module, names, self.each, self.count, self.self_value)

    def lookup(self, root: str, steps: tuple[str | Node, ...]) -> tuple[Value, int]:
        """The value at ``root`` and how many of ``steps`` it used up; raises :class:`EvalError`."""
        handler = _ROOTS.get(root)
        if handler is not None:
            return handler(self, steps)
        if not steps:
            raise EvalError(f'Invalid reference: "{root}" is not a variable, local value or resource here')
        return self.module.resource_value("managed", root, _name(steps, 0)), 1

    def is_resource(self, root: str) -> bool:
        """Whether a reference that starts with ``root`` means a resource."""
        return root == "data" or not (root in _ROOTS or (self.names is not None and root in self.names))

    def call(self, name: str, args: list[Value]) -> Value:
        """The result of a built-in function; raises :class:`EvalError`."""
        return self.module.run.call(name, args, self)


def _name(steps: tuple[Any, ...], at: int) -> str:
    if len(steps) <= at or not isinstance(steps[at], str):
        raise EvalError("Invalid reference: a name is required here")
    return str(steps[at])


def _var(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.variable(_name(steps, 0)), 1


def _local(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.local(_name(steps, 0)), 1


def _module(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.call_value(_name(steps, 0)), 1


def _data(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.resource_value("data", _name(steps, 0), _name(steps, 1)), 2


def _resource(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.resource_value("managed", _name(steps, 0), _name(steps, 1)), 2


def _ephemeral(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    return env.module.resource_value("ephemeral", _name(steps, 0), _name(steps, 1)), 2


def _each(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    name = _name(steps, 0)
    if env.each is None or name not in ("key", "value"):
        raise EvalError('Reference to "each" in a context without for_each')
    return env.each[0 if name == "key" else 1], 1


def _count(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    if env.count is None or _name(steps, 0) != "index":
        raise EvalError('Reference to "count" in a context without count')
    return env.count, 1


def _path(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    name = _name(steps, 0)
    if name == "module":
        return env.module.path_module, 1
    if name == "root":
        return ".", 1
    if name == "cwd":
        return env.module.run.cwd_value(), 1
    raise EvalError(f'Invalid "path" attribute: "{name}"')


def _terraform(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    name = _name(steps, 0)
    if name == "workspace":
        return env.module.run.workspace, 1
    if name == "applying":
        return False, 1
    raise EvalError(f'Invalid "terraform" attribute: "{name}"')


def _self(env: Env, steps: tuple[Any, ...]) -> tuple[Value, int]:
    if env.self_value is None:
        raise EvalError('Invalid "self" reference: no object is in scope here')
    return env.self_value, 0


_ROOTS = {
    "var": _var,
    "local": _local,
    "module": _module,
    "data": _data,
    "resource": _resource,
    "ephemeral": _ephemeral,
    "each": _each,
    "count": _count,
    "path": _path,
    "terraform": _terraform,
    "tofu": _terraform,
    "self": _self,
}
