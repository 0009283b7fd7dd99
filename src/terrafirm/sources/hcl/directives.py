"""Directives in string templates: ``%{ if }`` and ``%{ for }``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.value import Sensitive, Unknown, Value, bare
from terrafirm.sources.hcl.conditional import Cond
from terrafirm.sources.hcl.loops import For
from terrafirm.sources.hcl.nodes import Node
from terrafirm.sources.hcl.templates import join_template

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


class TemplateIf(Node):
    """``%{ if cond }...%{ else }...%{ endif }``."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, condition: Node, yes: Node, no: Node) -> None:
        self.condition = condition
        self.yes = yes
        self.no = no

    def ev(self, env: Env) -> Value:
        """The chosen text."""
        return Cond(self.condition, self.yes, self.no).ev(env)

    def parts(self) -> Iterable[Node]:
        """Condition and both texts."""
        return (self.condition, self.yes, self.no)


class TemplateFor(Node):
    """``%{ for k, v in coll }...%{ endfor }``."""

    __slots__ = ("loop",)

    def __init__(self, names: tuple[str | None, str], collection: Node, body: Node) -> None:
        self.loop = For(names, collection, None, body, None, False)

    def ev(self, env: Env) -> Value:
        """The repeated text."""
        value = self.loop.ev(env)
        plain = bare(value)
        text = plain.derived(type="string", not_null=True) if type(plain) is Unknown else join_template(list(plain))
        return text if plain is value else Sensitive(text)

    def parts(self) -> Iterable[Node]:
        """The loop."""
        return (self.loop,)
