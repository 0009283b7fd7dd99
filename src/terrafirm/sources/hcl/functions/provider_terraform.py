"""Functions of the built-in ``terraform`` provider: HCL text from values and back."""

from __future__ import annotations

import re
from decimal import Decimal

from terrafirm.model.types import number_text
from terrafirm.model.value import TSet, Value, first_unknown
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError, capped_text
from terrafirm.sources.hcl.functions.declare import expect, not_null, pure, unmark_deep, wrap
from terrafirm.sources.hcl.functions.graphemes import count_clusters

_IDENTIFIER = re.compile(r"[^\W\d][\w-]*\Z")
_SPECIAL = re.compile(r'[\n\r\t"\\]|[$%](?=\{)|[^\x20-\x7e]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "$": "$$", "%": "%%"}


def _escaped(match: re.Match[str]) -> str:
    letter = match.group()
    if letter in _SHORT:
        return _SHORT[letter]
    if letter.isprintable():
        return letter
    point = ord(letter)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _expression(value: Value, indent: int) -> str:
    """A value as the expression that ``terraform fmt`` would leave as it is."""
    if value is None:
        return "null"
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is str:
        return f'"{_SPECIAL.sub(_escaped, value)}"'
    if type(value) in (int, Decimal):
        return number_text(value)
    if isinstance(value, (tuple, list, TSet)):
        return f"[{', '.join(_expression(item, indent) for item in value)}]"
    if not value:
        return "{}"
    margin = "  " * indent
    keys = {name if _IDENTIFIER.match(name) else _expression(name, 0): value[name] for name in sorted(value)}
    return "{\n" + _attributes(keys, indent + 1) + margin + "}"


def _attributes(values: dict[str, Value], indent: int) -> str:
    """Lines ``name = value``; the equals signs of neighbouring one-line values are aligned."""
    margin = "  " * indent
    rows = [(name, _expression(value, indent)) for name, value in values.items()]
    lines: list[str] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and "\n" not in rows[end][1]:
            end += 1
        group = rows[at:end] or rows[at : at + 1]
        width = max(count_clusters(name) for name, _ in group)
        lines += (f"{margin}{name}{' ' * (width - count_clusters(name))} = {text}\n" for name, text in group)
        at += len(group)
    return "".join(lines)


def _encode_expr(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    not_null(value, "value")
    unknown = first_unknown(value)
    if unknown is not None:
        return wrap(unknown.derived(type="string", not_null=True), hidden)
    return wrap(capped_text(_expression(value, 0)), hidden)


def _encode_tfvars(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    not_null(value, "value")
    unknown = first_unknown(value)
    if unknown is not None:
        return wrap(unknown.derived(type="string", not_null=True), hidden)
    if not isinstance(value, dict):
        raise ArgumentError("value", "an object is required: its attributes become variables")
    for name in value:
        if not _IDENTIFIER.match(name):
            raise ArgumentError("value", f'invalid variable name "{name}": must be a valid identifier')
    return wrap(capped_text(_attributes({name: value[name] for name in sorted(value)}, 0)), hidden)


class _NoReferences:
    """The scope of a tfvars file: no names, no functions."""

    @property
    def run(self) -> _NoReferences:
        """Stands for the run too."""
        return self

    def spend(self, amount: int = 1) -> None:
        """Work is not counted: the text is bounded."""

    def __getattr__(self, name: str) -> object:
        from terrafirm.sources.hcl.errors import EvalError

        raise EvalError("variables and functions may not be used here")


def _decode_tfvars(text: str) -> Value:
    from terrafirm.sources.hcl.env import Env
    from terrafirm.sources.hcl.errors import EvalError
    from terrafirm.sources.hcl.parse import parse_file
    from terrafirm.sources.hcl.syntax import SourceFile

    body, faults = parse_file(SourceFile("<decode_tfvars argument>", text))
    if faults:
        raise FunctionError(f"invalid tfvars syntax: {faults[0].why}")
    if body.blocks:
        raise FunctionError("invalid tfvars syntax: blocks are not allowed here")
    scope = Env(_NoReferences())  # type: ignore[arg-type]
    try:
        return {name: attribute.expr.ev(scope) for name, attribute in body.attributes.items()}
    except EvalError as error:
        raise FunctionError(f"invalid expression: {error}") from error


FUNCTIONS: dict[str, Function] = {
    "provider::terraform::decode_tfvars": pure(("src", "string"), result=None)(_decode_tfvars),
    "provider::terraform::encode_expr": _encode_expr,
    "provider::terraform::encode_tfvars": _encode_tfvars,
}
