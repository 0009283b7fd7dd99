"""Function calls; ``try`` and ``can``, which evaluate their arguments themselves."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.static_check import check_references
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


class Call(Node):
    """``name(args...)``; ``spread`` marks a final argument that is expanded."""

    __slots__ = ("args", "name", "spread")

    def __init__(self, name: str, args: list[Node], spread: bool) -> None:
        self.name = name
        self.args = args
        self.spread = spread

    def ev(self, env: Env) -> Value:
        """The function's result."""
        name = self.name
        if name == "try" or name == "core::try":
            return self._try(env)
        if name == "can" or name == "core::can":
            return self._can(env)
        if name in ("convert", "core::convert") and len(self.args) == 2:
            return env.call(name, [self.args[0].ev(env), env.module.run.read_type(self.args[1], env)])
        args = [arg.ev(env) for arg in self.args]
        if self.spread:
            last = args.pop()
            plain = last.value if type(last) is Sensitive else last
            if type(plain) is Unknown:
                return plain.derived()
            if plain is None or isinstance(plain, (dict, str, bool, int, Decimal)):
                raise EvalError("Invalid expanding argument value: must be a list, set or tuple")
            args.extend(Sensitive(item) for item in plain) if plain is not last else args.extend(plain)
        return env.call(name, args)

    def _try(self, env: Env) -> Value:
        failures: list[str] = []
        for arg in self.args:
            try:
                value = arg.ev(env)
            except EvalError as error:
                check_references(arg, env)
                failures.append(str(error))
                continue
            return value
        raise EvalError("Error in function call: no expression succeeded: " + "; ".join(failures))

    def _can(self, env: Env) -> Value:
        try:
            value = self.args[0].ev(env)
        except EvalError:
            check_references(self.args[0], env)
            return False
        if type(value) is Unknown:
            return value.derived(type="bool", not_null=True)
        return True

    def parts(self) -> Iterable[Node]:
        """The arguments."""
        return self.args
