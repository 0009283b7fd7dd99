"""Decode text that is known except for pieces which Terraform reads or is given before it plans.

Terraform knows such text when it decodes it, so what does not stand in those pieces is known here, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from terrafirm.model.value import TSet, Unknown, Value, bare, first_unknown
from terrafirm.sources.hcl.functions.contract import FunctionError

#: Kinds of ignorance that end before Terraform plans: data sources, and input values that nobody gave to us.
_BEFORE_PLAN = frozenset({"data", "variable"})
# characters that no text holds
_MARK = "\ufdd0{}\ufdd1"
_MARKED = re.compile("\ufdd0(\\d+)\ufdd1")
_QUOTES = re.compile(r'\\.|"', re.DOTALL)
_PRIMITIVE = ("string", "number", "bool")


class _Lost(Exception):
    """Nothing can be said of the result: a piece is known only after apply, or may be several values."""


def decoded(value: Unknown, decode: Callable[[str], Value], *, is_json: bool) -> Value:
    """What ``decode`` makes of a text with unknown pieces, which stay unknown; wholly unknown where it cannot be told.

    A piece inside a string is taken to hold nothing that ends the string.
    """
    try:
        if is_json and value.document is not None:
            return _read_back(value.document)
        pieces: list[Value] = []
        text = _marked(value.parts, pieces, is_json=is_json)
        return _restored(decode(text), pieces, is_json=is_json)
    except (_Lost, FunctionError):
        return value.derived()


def _marked(parts: tuple[Value, ...], pieces: list[Value], *, is_json: bool) -> str:
    """The text with a mark for each unknown piece, which is added to ``pieces`` as what it will be a value of."""
    text: list[str] = []
    quotes = 0
    for part in parts:
        if type(part) is str and "\ufdd0" not in part:
            text.append(part)
            quotes += sum(found == '"' for found in _QUOTES.findall(part)) if is_json else 0
            continue
        if type(part) is not Unknown or part.kind not in _BEFORE_PLAN:
            raise _Lost
        mark = _MARK.format(len(pieces))
        if not is_json:
            pieces.append(part)
        elif quotes % 2:
            pieces.append(_as_text(part))
        else:
            pieces.append(_unquoted(part, text[-1] if text else ""))
            mark = json.dumps(mark, ensure_ascii=False)
        text.append(mark)
    if not pieces:
        raise _Lost
    return "".join(text)


def _as_text(piece: Unknown) -> Unknown:
    return piece if piece.type == "string" and piece.not_null else piece.derived(type="string", not_null=True)


def _unquoted(piece: Unknown, before: str) -> Value:
    """A piece of JSON outside of quotes: a value of any type, where it is certain to be one value."""
    if piece.document is not None:
        return _read_back(piece.document)
    if piece.type in ("number", "bool"):
        return piece
    if not before.rstrip().endswith(":"):
        raise _Lost
    return piece.derived()


def _restored(value: Value, pieces: list[Value], *, is_json: bool) -> Value:
    if type(value) is str:
        return _restored_text(value, pieces, is_json=is_json)
    if isinstance(value, dict):
        for key in value:
            if "\ufdd0" in key:  # two members may turn out to be the same
                return _restored_text(key, pieces, is_json=is_json).derived(not_null=True)
        return {key: _restored(item, pieces, is_json=is_json) for key, item in value.items()}
    if type(value) is tuple:
        return tuple(_restored(item, pieces, is_json=is_json) for item in value)
    return value


def _restored_text(text: str, pieces: list[Value], *, is_json: bool) -> Value:
    """A string with its unknown pieces; in YAML it may turn out to be something else than a string."""
    found = _MARKED.split(text)
    if len(found) == 1:
        return text
    parts = [pieces[int(part)] if at % 2 else part for at, part in enumerate(found) if at % 2 or part]
    if is_json and len(parts) == 1:
        return parts[0]
    unknown = [part for part in parts if type(part) is Unknown]
    first = unknown[0]
    refs = tuple(ref for part in unknown for ref in part.refs)
    if not is_json:
        return Unknown(first.why, first.kind, refs=refs)
    prefix = parts[0] if type(parts[0]) is str else first.prefix
    return Unknown(first.why, first.kind, type="string", not_null=True, prefix=prefix, refs=refs, parts=tuple(parts))


def _read_back(document: Value) -> Value:
    """What encoding a value as JSON and decoding it makes of it: sequences are tuples, maps are objects."""
    value = bare(document)
    if type(value) is Unknown:
        if value.kind not in _BEFORE_PLAN:
            raise _Lost
        return value if value.type in _PRIMITIVE else value.derived()
    if isinstance(value, dict):
        return {key: _read_back(item) for key, item in value.items()}
    if type(value) is TSet and first_unknown(value) is not None:
        raise _Lost  # elements may turn out to be the same
    if isinstance(value, (list, tuple, TSet)):
        return tuple(_read_back(item) for item in value)
    return value
