"""String templates: interpolation and directives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import Sensitive, Unknown, Value, bare
from terrafirm.sources.hcl.conditional import Cond
from terrafirm.sources.hcl.errors import EvalError, LimitReached
from terrafirm.sources.hcl.loops import For
from terrafirm.sources.hcl.nodes import Name
from terrafirm.sources.hcl.normal_form import composed
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env

#: Characters a template may produce.
MAX_TEXT = 16 * 1024 * 1024
#: Pieces of partly known text that are kept: templates of templates double them with each level.
MAX_PIECES = 1000


class Template(Node):
    """A string template: text and interpolations in turn."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: list[str | Node]) -> None:
        self.pieces = pieces

    def ev(self, env: Env) -> Value:
        """The rendered string."""
        return join_template([piece if isinstance(piece, str) else _piece(piece, env) for piece in self.pieces])

    def parts(self) -> Iterable[Node]:
        """The interpolations."""
        return [piece for piece in self.pieces if not isinstance(piece, str)]


def _piece(node: Node, env: Env) -> Value:
    """An interpolated value. Of a resource's argument that is not set, schemas do not tell the provider's default."""
    value = node.ev(env)
    if value is None and type(node) is Name and env.is_resource(node.root) and len(node.steps) > 1:
        path = ".".join(["", *(step for step in node.steps if isinstance(step, str))])
        return Unknown(f"{node.root}{path} is not set: its default is the provider's", "computed", type="string")
    return value


def join_template(values: list[Any]) -> Value:
    """Join evaluated template pieces; unknown pieces leave a known prefix, sensitive ones mark the result.

    Raises :class:`EvalError` for a piece that is no text, and :class:`LimitReached` beyond :data:`MAX_TEXT` characters.
    """
    hidden = False
    out: list[Value] = []
    unknown: Unknown | None = None
    for value in values:
        if type(value) is Sensitive:
            value, hidden = value.value, True
        kind = type(value)
        if kind is str:
            out.append(value)
        elif kind is Unknown:
            unknown = unknown or value
            out.append(value)
        elif value is None:
            raise EvalError("Invalid template interpolation value: the expression result is null")
        else:
            try:
                out.append(convert(value, "string"))
            except ConversionError as error:
                raise EvalError(f"Invalid template interpolation value: {error}") from error
    if sum(map(len, (piece for piece in out if type(piece) is str))) > MAX_TEXT:
        raise LimitReached(f"text of more than {MAX_TEXT} characters is not evaluated")
    if unknown is None:
        text = composed("".join(out))
        return Sensitive(text) if hidden else text
    result = _partial(out, unknown)
    return Sensitive(result) if hidden else result


def _partial(pieces: list[Value], unknown: Unknown) -> Unknown:
    flat = _flattened(pieces)
    prefix = ""
    refs: dict[Any, None] = {}
    open_prefix = True
    length = 0
    for piece in flat:
        if type(piece) is Unknown:
            prefix += piece.prefix if open_prefix else ""
            open_prefix = False
            refs |= dict.fromkeys(piece.refs)
            continue
        length += len(piece)
        if open_prefix:
            prefix += piece
    parts = tuple(flat) if len(flat) <= MAX_PIECES and length <= MAX_TEXT else ()
    return Unknown(
        unknown.why, unknown.kind, type="string", not_null=True, prefix=prefix, refs=tuple(refs), parts=parts
    )


def _flattened(pieces: list[Value]) -> list[Value]:
    """The pieces, with those of templates inside them, so that text and unknowns stand in turn."""
    flat: list[Value] = []
    for piece in pieces:
        for part in piece.parts if type(piece) is Unknown and piece.parts else (piece,):
            if flat and type(part) is str and type(flat[-1]) is str:
                flat[-1] += part
            else:
                flat.append(part)
    return flat


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
