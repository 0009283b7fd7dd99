"""csvdecode: comma-separated values with the strictness of Go's encoding/csv."""

from __future__ import annotations

import re

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import Function, FunctionError, capped_elements
from terrafirm.sources.hcl.functions.declare import pure
from terrafirm.sources.hcl.normal_form import composed

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_BARE = re.compile(r"[^,\n]*")


def _records(text: str) -> list[list[str]]:
    text = text.replace("\r\n", "\n").removesuffix("\r")
    found: list[list[str]] = []
    at, line = 0, 1
    while at < len(text):
        if text[at] == "\n":
            at += 1
            line += 1
            continue
        record, end = _record(text, at, line)
        line += text.count("\n", at, end)
        found.append(record)
        at = end
    return found


def _record(text: str, at: int, line: int) -> tuple[list[str], int]:
    """The fields of the record that starts at ``at``, and where the next one starts."""
    fields: list[str] = []
    while True:
        if text.startswith('"', at):
            match = _QUOTED.match(text, at)
            after = match.end() if match else len(text)
            if match is None or text[after : after + 1] not in ("", ",", "\n"):
                raise FunctionError(f'CSV parse error on line {line}: extraneous or missing " in quoted-field')
            fields.append(match.group(1).replace('""', '"'))
        else:
            found = _BARE.match(text, at)
            assert found is not None
            after = found.end()
            if '"' in found.group():
                raise FunctionError(f'CSV parse error on line {line}: bare " in non-quoted-field')
            fields.append(found.group())
        if text[after : after + 1] != ",":
            return fields, after + 1
        at = after + 1


def _decode(text: str) -> Value:
    records = _records(text)
    if not records:
        raise FunctionError("missing header line")
    header = records[0]
    for position, name in enumerate(header):
        if name in header[:position]:
            raise FunctionError(f'duplicate column name "{name}"')
    capped_elements(len(records) * len(header))
    for number, record in enumerate(records[1:], 2):
        if len(record) != len(header):
            raise FunctionError(f"CSV parse error in record {number}: wrong number of fields")
    names = [composed(name) for name in header]
    return [dict(zip(names, map(composed, record), strict=True)) for record in records[1:]]


FUNCTIONS: dict[str, Function] = {"csvdecode": pure(("str", "string"), result=None)(_decode)}
