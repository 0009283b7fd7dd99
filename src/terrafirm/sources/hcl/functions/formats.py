"""format and formatlist: Terraform's formatting verbs."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from terrafirm.model.record import dataclass
from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import TSet, Unknown, Value, first_unknown
from terrafirm.sources.hcl.functions.contract import (
    ArgumentError,
    CallContext,
    Function,
    FunctionError,
    capped_length,
    capped_text,
)
from terrafirm.sources.hcl.functions.declare import converted, expect, shape, unmark_deep, wrap
from terrafirm.sources.hcl.functions.go_numbers import Layout, general, integer, real
from terrafirm.sources.hcl.functions.graphemes import clusters, count_clusters
from terrafirm.sources.hcl.functions.json_text import encode, quote
from terrafirm.sources.hcl.normal_form import composed

_VERB = re.compile(r"%(?:(%)|([0#\-+ ]*)([1-9][0-9]*)?(\.[0-9]*)?(?:\[([1-9][0-9]*)\])?([a-zA-Z]))")
#: Widest padding and longest precision that are carried out.
_MAX_WIDTH = 1_000_000


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of a format string: which argument it takes and how it writes it."""

    raw: str
    offset: int
    argument: int
    layout: Layout

    @property
    def plain(self) -> bool:
        """Whether the argument's text is inserted as it is."""
        return self.layout.mode in "svd" and len(self.raw.partition("[")[0].rstrip("svd")) == 1


@lru_cache(maxsize=2048)
def _parsed(template: str) -> tuple[tuple[str | _Verb, ...], int]:
    """The pieces of a format string and the number of arguments it takes; raises :class:`FunctionError`."""
    pieces: list[str | _Verb] = []
    at, following, highest = 0, 1, 0
    while (start := template.find("%", at)) >= 0:
        if start > at:
            pieces.append(template[at:start])
        match = _VERB.match(template, start)
        if match is None:
            raise FunctionError(f"unrecognized format character or end of format string at offset {start}")
        percent, flags, width, precision, argument, mode = match.groups()
        if percent:
            pieces.append("%")
        else:
            position = int(argument) if argument else following
            layout = Layout(mode, flags, _size(width), _size(precision[1:] or "0") if precision else None)
            pieces.append(_Verb(match.group(), start, position, layout))
            highest, following = max(highest, position), position + 1
        at = match.end()
    if at < len(template):
        pieces.append(template[at:])
    return tuple(pieces), highest


def _size(digits: str | None) -> int | None:
    if digits is None:
        return None
    if len(digits) > 7 or int(digits) > _MAX_WIDTH:
        raise FunctionError(f"a width or precision is over the limit of {_MAX_WIDTH}")
    return int(digits)


def format_values(template: str, values: list[Value]) -> str:
    """The text of known values, as ``format`` writes it."""
    pieces, highest = _parsed(template)
    found = [piece if isinstance(piece, str) else _write(piece, values) for piece in pieces]
    _check_surplus(highest, len(values))
    return capped_text("".join(found))


def _check_surplus(highest: int, given: int) -> None:
    if highest < given:
        used = f"only {highest} used by format string" if highest else "no verbs in format string"
        raise ArgumentError("args", f"too many arguments; {used}")


def _write(verb: _Verb, values: list[Value]) -> str:
    if verb.argument > len(values):
        raise FunctionError(
            f'not enough arguments for "{verb.raw}" at {verb.offset}: '
            f"need index {verb.argument} but have {len(values)} total"
        )
    value = values[verb.argument - 1]
    if type(value) is str and verb.plain and verb.layout.mode != "d":
        return value
    if value is None and verb.layout.mode != "v":
        raise FunctionError(f'unsupported value for "{verb.raw}" at {verb.offset}: null value cannot be formatted')
    try:
        return _conversion(verb, value)
    except ConversionError as error:
        raise FunctionError(f'unsupported value for "{verb.raw}" at {verb.offset}: {error}') from error


def _conversion(verb: _Verb, value: Value) -> str:
    layout = verb.layout
    mode = layout.mode
    if mode == "v":
        return _padded(layout, _natural(layout, value))
    if mode == "t":
        return "true" if convert(value, "bool") else "false"
    if mode in "bdoxX":
        number = convert(value, "number")
        if type(number) is not int:
            raise ConversionError("an integer is required")
        return integer(number, layout)
    if mode in "eEfgG":
        return real(convert(value, "number"), layout)
    if mode in "sq":
        text: str = convert(value, "string")
        if layout.precision:
            text = "".join(clusters(text)[: layout.precision])
        return _padded(layout, quote(text) if mode == "q" else text)
    raise FunctionError(f'unsupported format verb "{mode}" in "{verb.raw}" at offset {verb.offset}')


def _natural(layout: Layout, value: Value) -> str:
    if "#" not in layout.flags:
        if type(value) is str:
            return value
        if type(value) in (int, Decimal):
            return general(value)
    return encode(value)


def _padded(layout: Layout, text: str) -> str:
    if layout.width is None or (missing := layout.width - count_clusters(text)) <= 0:
        return text
    padding = ("0" if "0" in layout.flags else " ") * missing
    return text + padding if "-" in layout.flags else padding + text


def _format(args: list[Value], context: CallContext) -> Value:
    if args and type(args[0]) is str:
        values = args[1:]
        if all(type(value) is str for value in values):
            return format_values(args[0], values)
    if not args:
        expect(args, 1)
    args, hidden = unmark_deep(args)
    template = converted(args[0], "format", "string")
    if type(template) is Unknown:
        return wrap(template.derived(type="string", not_null=True), hidden)
    values = args[1:]
    unknown = first_unknown(tuple(values))
    if unknown is None:
        return wrap(format_values(template, values), hidden)
    return wrap(_partly_known(template, values, unknown), hidden)


def _partly_known(template: str, values: list[Value], unknown: Unknown) -> Unknown:
    """An unknown text of which the pieces around the unknown arguments are known."""
    result = unknown.derived(type="string", not_null=True, prefix=template.partition("%")[0])
    try:
        result.parts = tuple(_pieces(template, values))
    except FunctionError:
        return result
    return result


def _pieces(template: str, values: list[Value]) -> list[Value]:
    found: list[Value] = []
    for piece in _parsed(template)[0]:
        if isinstance(piece, str):
            found.append(piece)
            continue
        value = values[piece.argument - 1] if piece.argument <= len(values) else None
        if type(value) is Unknown and piece.plain:
            found.append(value)
        elif (hole := first_unknown(value)) is not None:
            found.append(hole.derived(type="string", not_null=True))
        else:
            found.append(_write(piece, values))
    return found


def _formatlist(args: list[Value], context: CallContext) -> Value:
    if not args:
        expect(args, 1)
    args, hidden = unmark_deep(args)
    template = converted(args[0], "format", "string")
    if type(template) is Unknown:
        return wrap(template.derived(type=("list", "string"), not_null=True), hidden)
    values = args[1:]
    count = _iterations(values)
    for value in values:
        if type(value) is Unknown and shape(value) in ("list", "set", "tuple", "any"):
            return wrap(value.derived(type=("list", "string"), not_null=True), hidden)
        if type(value) is TSet and len(value) > 1 and (hole := first_unknown(value)) is not None:
            return wrap(hole.derived(type=("list", "string"), not_null=True), hidden)
    columns = [list(value) if type(value) in (list, tuple, TSet) else [value] * count for value in values]
    rows = zip(*columns, strict=True) if columns else [()]
    found = [_one(template, list(row), at) for at, row in enumerate(rows)]
    capped_length(sum(len(text) for text in found if type(text) is str))
    return wrap(found, hidden)


def _one(template: str, row: list[Value], iteration: int) -> Value:
    unknown = first_unknown(tuple(row))
    if unknown is not None:
        return _partly_known(template, row, unknown)
    try:
        return composed(format_values(template, row))
    except FunctionError as error:
        raise FunctionError(f"error on format iteration {iteration}: {error}") from error


def _iterations(values: list[Value]) -> int:
    """How many results there are: the common length of the sequences, 1 without any."""
    chosen: tuple[int, int] | None = None
    for position, value in enumerate(values):
        if type(value) in (list, tuple, TSet):
            size = len(value)
        elif type(value) is Unknown and shape(value) == "tuple":
            size = len(value.type[1])
        else:
            continue
        if chosen is None:
            chosen = (position, size)
        elif chosen[1] != size:
            raise ArgumentError(
                "args",
                f"argument {position + 1} has length {size}, which is inconsistent with "
                f"argument {chosen[0] + 1} of length {chosen[1]}",
            )
    return 1 if chosen is None else chosen[1]


FUNCTIONS: dict[str, Function] = {"format": _format, "formatlist": _formatlist}
