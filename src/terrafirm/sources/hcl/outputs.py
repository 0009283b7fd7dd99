"""The outputs of a module: the object that its caller sees, and the type that an output may declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.lazy import LazyObject
from terrafirm.sources.hcl.syntax import Block
from terrafirm.sources.hcl.type_syntax import read_type

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import Scope


class Outputs(LazyObject):
    """The object ``module.name``: its outputs."""

    __slots__ = ("child",)

    def __init__(self, child: Scope) -> None:
        super().__init__()
        self.child = child

    def names(self) -> list[str]:
        """The declared outputs."""
        return list(self.child.config.outputs)

    def compute(self, name: str) -> Value:
        """The value of an output; raises :class:`KeyError` for one that is not declared."""
        return self.child.output(name)


def value_of_output(module: Scope, name: str, block: Block) -> Value:
    """What an output says, as the type that it may declare (since Terraform 1.15) has it."""
    given, declared = (block.body.attributes.get(key) for key in ("value", "type"))
    value = None if given is None else module.run.value(given.expr, module.env, block.file)
    if declared is None:
        return value
    try:
        return convert(value, read_type(declared.expr, module.env))
    except (ConversionError, EvalError) as error:
        why = f'Invalid output value: "{name}" does not fit its type: {error}'
        module.run.note(declared.file, declared.expr.start, why)
        return Unknown(why, "error")
