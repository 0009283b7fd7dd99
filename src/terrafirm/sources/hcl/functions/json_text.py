"""jsonencode and jsondecode, byte for byte as Terraform writes JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from terrafirm.model.types import number_text, type_of
from terrafirm.model.value import (
    Sensitive,
    TMap,
    Unknown,
    Value,
    bare,
    first_unknown,
    has_sensitive,
    number,
    strip_marks,
)
from terrafirm.sources.hcl.functions.contract import (
    Budget,
    CallContext,
    Function,
    FunctionError,
    capped_elements,
    capped_text,
)
from terrafirm.sources.hcl.functions.declare import expect, pure, shape, wrap
from terrafirm.sources.hcl.functions.partial_text import decoded as partly_decoded
from terrafirm.sources.hcl.normal_form import composed

# Go's encoding/json escapes HTML and the two line separators, and passes other text through
_UNSAFE = re.compile('[\x00-\x1f"\\\\<>&\u2028\u2029\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_OPENING = {"string": '"', "object": "{", "map": "{", "tuple": "[", "list": "[", "set": "["}


def quote(text: str) -> str:
    """Text as a JSON string."""
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    letter = match.group()
    short = _SHORT.get(letter)
    if short is not None:
        return short
    return "\ufffd" if "\ud800" <= letter <= "\udfff" else f"\\u{ord(letter):04x}"


def encode(value: Value) -> str:
    """A wholly known value without marks as JSON text: keys sorted, no spaces."""
    out: list[str] = []
    _write(value, out, Budget())
    return "".join(out)


def _write(value: Value, out: list[str], budget: Budget) -> None:
    budget.spend()
    kind = type(value)
    if kind is str:
        out.append(quote(value))
    elif kind is bool:
        out.append("true" if value else "false")
    elif value is None:
        out.append("null")
    elif kind is int or kind is Decimal:
        out.append(number_text(value))
    elif kind is dict or kind is TMap or isinstance(value, dict):
        mark = "{"
        for key in sorted(value):
            out.append(f"{mark}{quote(key)}:")
            _write(value[key], out, budget)
            mark = ","
        out.append("}" if value else "{}")
    else:
        mark = "["
        for item in value:
            out.append(mark)
            _write(item, out, budget)
            mark = ","
        out.append("]" if len(value) else "[]")


def _jsonencode(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    value = args[0]
    unknown = first_unknown(value)
    hidden = has_sensitive(value)
    if unknown is None:
        text = capped_text(encode(strip_marks(value) if hidden else value))
        return Sensitive(text) if hidden else text
    plain = value.value if type(value) is Sensitive else value
    result = unknown.derived(type="string", not_null=True)
    if type(plain) is not Unknown or plain.not_null:
        result.prefix = _OPENING.get(shape(plain), "")
    result.document = plain
    return Sensitive(result) if hidden else result


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, value in pairs:
        name = _text(key)
        if name in found and type_of(found[name]) != type_of(value):
            raise FunctionError(f'duplicate "{name}" property in JSON object')
        found[name] = value
    return found


def _text(text: str) -> str:
    """Decoded text in cty's form; half a surrogate pair becomes the replacement character, as in Go."""
    if text.isascii():
        return text
    return composed(re.sub("[\ud800-\udfff]", "\ufffd", text))


def _refuse(constant: str) -> Any:
    raise FunctionError(f"invalid character '{constant[0]}' looking for beginning of value")


def decode(text: str) -> Value:
    """JSON text as objects, tuples and primitives; raises :class:`FunctionError`."""
    capped_elements(text.count(","))
    decoder = json.JSONDecoder(
        object_pairs_hook=_pairs,
        parse_float=lambda digits: number(Decimal(digits)),
        parse_constant=_refuse,
    )
    try:
        return _settle(decoder.decode(text))
    except (ValueError, ArithmeticError) as error:
        raise FunctionError(str(error)) from error


def _settle(value: Any) -> Value:
    if type(value) is list:
        return tuple(_settle(item) for item in value)
    if type(value) is dict:
        return {key: _settle(item) for key, item in value.items()}
    return _text(value) if type(value) is str else value


def _jsondecode(args: list[Value], context: CallContext) -> Value:
    result = _decode_known(args, context)
    if type(bare(result)) is not Unknown:
        return result
    plain = bare(args[0])
    found = partly_decoded(plain, decode, is_json=True) if type(plain) is Unknown else bare(result).derived()
    return wrap(found, type(result) is Sensitive)


_decode_known = pure(("str", "string"), result=None)(decode)

FUNCTIONS: dict[str, Function] = {"jsondecode": _jsondecode, "jsonencode": _jsonencode}
