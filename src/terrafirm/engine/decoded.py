"""Decode text inside values: JSON, YAML, base64; unknown parts of templates stay unknown parts of the result."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

from terrafirm.model.value import Unknown, Value, bare

#: Characters of text that are decoded; longer text is unknown.
MAX_TEXT = 2_000_000
_MARK = "\ufdd0{}\ufdd1"
_MARKED = re.compile("\ufdd0(\\d+)\ufdd1")


def decode(value: Value, decoder: str) -> Value:
    """``value`` (each element of a list) decoded by ``json``, ``yaml`` or ``base64``; unknown where it cannot be."""
    value = bare(value)
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return [decode(item, decoder) for item in value]
    if type(value) is Unknown:
        return _decode_unknown(value, decoder)
    if not isinstance(value, str):
        return value
    return _decode_text(value, decoder)


def _decode_text(text: str, decoder: str) -> Value:
    if len(text) > MAX_TEXT:
        return Unknown(f"text of more than {MAX_TEXT} characters is not decoded", "limit")
    try:
        if decoder == "json":
            return json.loads(text) if text.strip() else None
        if decoder == "base64":
            return base64.b64decode(text, validate=True).decode("utf-8")
        return _yaml(text)
    except (ValueError, binascii.Error, RecursionError):
        return Unknown(f"the text is not valid {decoder}", "error")


def _yaml(text: str) -> Any:
    import yaml

    if text.count("*") and re.search(r"(?m)[&*]\w", text) and text.count("*") > 200:
        return Unknown("YAML with more than 200 aliases is not decoded", "limit")
    try:
        documents = [item for item in yaml.safe_load_all(text) if item is not None]
    except yaml.YAMLError as error:
        raise ValueError("invalid YAML") from error
    return documents[0] if len(documents) == 1 else documents or None


def _decode_unknown(value: Unknown, decoder: str) -> Value:
    if decoder == "json" and value.document is not None:
        return value.document
    if not value.parts or decoder == "base64":
        return value
    unknowns: list[Unknown] = []
    text = ""
    for part in value.parts:
        if type(part) is Unknown:
            text += _MARK.format(len(unknowns))
            unknowns.append(part)
        else:
            text += part
    decoded = _decode_text(text, decoder)
    if type(decoded) is Unknown:
        # an unknown that stands outside quotes (a number, a whole object): nothing can be told
        return value
    return _restore(decoded, unknowns)


def _restore(value: Any, unknowns: list[Unknown]) -> Value:
    if isinstance(value, str):
        return _restore_text(value, unknowns)
    if isinstance(value, dict):
        return {str(key): _restore(item, unknowns) for key, item in value.items()}
    if isinstance(value, list):
        return [_restore(item, unknowns) for item in value]
    return value


def _restore_text(text: str, unknowns: list[Unknown]) -> Value:
    marks = list(_MARKED.finditer(text))
    if not marks:
        return text
    pieces: list[Value] = []
    at = 0
    for mark in marks:
        if mark.start() > at:
            pieces.append(text[at : mark.start()])
        pieces.append(unknowns[int(mark.group(1))])
        at = mark.end()
    if at < len(text):
        pieces.append(text[at:])
    first = next(piece for piece in pieces if type(piece) is Unknown)
    if len(pieces) == 1:
        return first
    refs = tuple(ref for piece in pieces if type(piece) is Unknown for ref in piece.refs)
    prefix = pieces[0] if isinstance(pieces[0], str) else first.prefix
    return Unknown(first.why, first.kind, type="string", not_null=True, prefix=prefix, refs=refs, parts=tuple(pieces))
