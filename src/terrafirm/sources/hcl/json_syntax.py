"""Terraform's JSON syntax (``.tf.json``) as the same bodies and expressions as the native syntax.

Source: the JSON Configuration Syntax page of Terraform's documentation.
"""

from __future__ import annotations

import re
from typing import Any

from terrafirm.model.types import ConversionError, parse_number
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.declarations import LABELS
from terrafirm.sources.hcl.expression import MAX_DEPTH, SyntaxFault
from terrafirm.sources.hcl.normal_form import composed
from terrafirm.sources.hcl.parse import parse_expression, parse_template
from terrafirm.sources.hcl.syntax import Attribute, Block, Body, Fault, Node, SourceFile

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}
#: Blocks that carry nothing to judge.
_NOT_JUDGED = frozenset({"moved", "removed", "import", "check", "action"})
#: Nested keys that are blocks wherever they stand.
_META_BLOCKS = frozenset(
    {"lifecycle", "dynamic", "backend", "cloud", "required_providers", "provider_meta", "validation", "content"}
)
#: Arguments whose strings are references, not templates.
_BARE = frozenset({"provider", "depends_on", "providers"})


def parse_json_file(file: SourceFile) -> tuple[Body, list[Fault]]:
    """The body of a JSON configuration file, and what is wrong with it."""
    reader = _JsonReader(file.text)
    try:
        return _root_body(reader.document(), file)
    except (SyntaxFault, RecursionError) as error:
        offset = error.offset if isinstance(error, SyntaxFault) else 0
        line, column = file.position(min(offset, len(file.text)))
        return Body(), [Fault(file.path, line, column, f"Invalid JSON configuration: {error}")]


class _Object:
    """A JSON object with the span of each member: ``(name, value, start, end)``."""

    __slots__ = ("end", "members", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.members: list[tuple[str, Any, int, int]] = []


class _Array:
    __slots__ = ("end", "items", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.items: list[Any] = []


class _Scalar:
    __slots__ = ("end", "start", "value")

    def __init__(self, value: Any, start: int, end: int) -> None:
        self.value = value
        self.start = start
        self.end = end


class _JsonReader:
    """JSON with positions, which the standard library's parser does not give."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.depth = 0

    def document(self) -> Any:
        value = self.value()
        self._space()
        if self.pos < len(self.text):
            raise SyntaxFault(self.pos, "extra characters after the end of the document")
        return value

    def _space(self) -> str:
        match = _SPACE.match(self.text, self.pos)
        self.pos = match.end() if match else self.pos
        return self.text[self.pos : self.pos + 1]

    def value(self) -> Any:
        first = self._space()
        if first in "{[" and first:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise SyntaxFault(self.pos, f"nested deeper than {MAX_DEPTH} levels: not evaluated")
            result = self._object() if first == "{" else self._array()
            self.depth -= 1
            return result
        start = self.pos
        if first == '"':
            return _Scalar(self._string(), start, self.pos)
        number = _NUMBER.match(self.text, start)
        if number:
            self.pos = number.end()
            try:
                return _Scalar(parse_number(number.group()), start, self.pos)
            except ConversionError as error:
                raise SyntaxFault(start, "invalid number") from error
        for word, value in _WORDS.items():
            if self.text.startswith(word, start):
                self.pos = start + len(word)
                return _Scalar(value, start, self.pos)
        raise SyntaxFault(start, "expected a value")

    def _string(self) -> str:
        import json

        match = _STRING.match(self.text, self.pos)
        if match is None:
            raise SyntaxFault(self.pos, "unterminated or invalid string")
        try:
            value: str = json.loads(match.group())
        except ValueError as error:
            raise SyntaxFault(self.pos, "invalid escape in string") from error
        self.pos = match.end()
        return value

    def _object(self) -> _Object:
        result = _Object(self.pos)
        self.pos += 1
        if self._space() == "}":
            self.pos += 1
        else:
            while True:
                self._space()
                start = self.pos
                name = self._string()
                if self._space() != ":":
                    raise SyntaxFault(self.pos, "expected a colon after a property name")
                self.pos += 1
                value = self.value()
                result.members.append((name, value, start, self.pos))
                if self._separator("}"):
                    break
        result.end = self.pos
        return result

    def _array(self) -> _Array:
        result = _Array(self.pos)
        self.pos += 1
        if self._space() == "]":
            self.pos += 1
        else:
            while True:
                result.items.append(self.value())
                if self._separator("]"):
                    break
        result.end = self.pos
        return result

    def _separator(self, closing: str) -> bool:
        """Pass a comma (false) or the closing bracket (true)."""
        found = self._space()
        if found not in (",", closing) or not found:
            raise SyntaxFault(self.pos, f"expected a comma or {closing}")
        self.pos += 1
        return found == closing


def _root_body(root: Any, file: SourceFile) -> tuple[Body, list[Fault]]:
    if not isinstance(root, _Object):
        raise SyntaxFault(0, "the root of a JSON configuration file must be an object")
    body = Body()
    faults: list[Fault] = []
    for name, value, start, _end in root.members:
        if name == "//" or name in _NOT_JUDGED:
            continue
        if name not in LABELS:
            why = f'Extraneous JSON object property: no block type is named "{name}"'
            faults.append(Fault(file.path, *file.position(start), why))
            continue
        for labels, inner, at, end in _labelled(value, len(LABELS[name]), (), start):
            content = _body(inner, file, name)
            body.blocks.append(Block(name, labels, content, file, at, end, inner.start))
    return body, faults


def _labelled(
    value: Any, count: int, labels: tuple[str, ...], start: int
) -> list[tuple[tuple[str, ...], _Object, int, int]]:
    if isinstance(value, _Array):
        return [found for item in value.items for found in _labelled(item, count, labels, start)]
    if not isinstance(value, _Object):
        raise SyntaxFault(getattr(value, "start", start), "expected an object")
    if count == 0:
        return [(labels, value, start, value.end)]
    found = []
    for name, inner, at, _end in value.members:
        if name != "//":
            found.extend(_labelled(inner, count - 1, (*labels, name), at))
    return found


def _special(name: str, value: Any, kind: str) -> Node | None:
    """An argument whose strings are no templates: references, types, and the default values of variables."""
    if kind == "variable":
        return _reference(value) if name == "type" else _expression(value, literal=name == "default")
    if name in _BARE or (kind == "dynamic" and name == "iterator"):
        return _reference(value)
    return None


def _body(value: _Object, file: SourceFile, kind: str) -> Body:
    body = Body()
    for name, inner, start, end in value.members:
        if name == "//":
            continue
        if name in _META_BLOCKS:
            _meta_blocks(body, name, inner, file, start)
            continue
        expr = _special(name, inner, kind)
        body.attributes[name] = Attribute(name, expr or _expression(inner), file, start, end)
        if kind in ("resource", "data", "block"):
            _maybe_blocks(body, name, inner, file, start)
    return body


def _meta_blocks(body: Body, name: str, value: Any, file: SourceFile, start: int) -> None:
    count = 1 if name in ("dynamic", "backend", "provider_meta") else 0
    for labels, inner, at, end in _labelled(value, count, (), start):
        content = _body(inner, file, "dynamic" if name == "dynamic" else "block")
        body.blocks.append(Block(name, labels, content, file, at, end, inner.start))


def _maybe_blocks(body: Body, name: str, value: Any, file: SourceFile, start: int) -> None:
    """An object, or a list of objects, may be blocks or an attribute: the schema tells, so both are kept."""
    items = value.items if isinstance(value, _Array) else [value]
    if items and all(isinstance(item, _Object) for item in items):
        for item in items:
            inner = _body(item, file, "block")
            body.blocks.append(Block(name, (), inner, file, start, item.end, item.start))


def _reference(value: Any) -> Node | None:
    if isinstance(value, _Scalar) and isinstance(value.value, str):
        return _placed(parse_expression(value.value, "JSON"), value)
    return None


def _expression(value: Any, *, literal: bool = False) -> Node:
    """The expression of a JSON value; strings are templates unless they stand where nothing can be referred to."""
    if isinstance(value, _Array):
        return _placed(nodes.TupleCons([_expression(item, literal=literal) for item in value.items]), value)
    if isinstance(value, _Object):
        pairs = [
            (_template(name, start, literal), _expression(inner, literal=literal))
            for name, inner, start, _ in value.members
        ]
        return _placed(nodes.ObjectCons(pairs), value)
    if isinstance(value.value, str):
        return _placed(_template(value.value, value.start, literal), value)
    return _placed(nodes.Lit(value.value), value)


def _template(text: str, start: int, literal: bool) -> Node:
    if literal or ("${" not in text and "%{" not in text):
        node: Node = nodes.Lit(composed(text))
    else:
        try:
            node = parse_template(text)
        except SyntaxFault as fault:
            raise SyntaxFault(start, str(fault)) from fault
        for inner in nodes.walk(node):
            inner.start = inner.end = start
    node.start = node.end = start
    return node


def _placed(node: Node, value: Any) -> Node:
    node.start, node.end = value.start, value.end
    return node
