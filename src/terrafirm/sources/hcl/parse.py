"""Parse configuration files into bodies of attributes and blocks."""

from __future__ import annotations

import re

from terrafirm.model.types import ConversionError, parse_number
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.expression import MAX_DEPTH, SyntaxFault
from terrafirm.sources.hcl.syntax import Attribute, Block, Body, Fault, Node, SourceFile
from terrafirm.sources.hcl.template import TemplateReader

_SPACE = re.compile(r"(?:\s|\#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*")
#: The commonest arguments in one match: a name, "=", and a plain literal or reference alone on its line.
_SIMPLE_ATTRIBUTE = re.compile(
    r"([^\W\d][\w-]*)[ \t]*=[ \t]*"
    r'(?:"([^"\\$%\n]*)"|(true|false|null)|(\d+)|([^\W\d][\w-]*(?:\.[^\W\d][\w-]*)+))'
    r"[ \t]*(?=\r?\n|\#|//|\Z)"
)
_NAME = re.compile(r"[^\W\d][\w-]*")
_ASSIGN = re.compile(r"[ \t]*=(?![=>])")
_LABEL = re.compile(r'[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|([^\W\d][\w-]*)|(\{))')
_LINE_END = re.compile(r"(?:[ \t\r]|\#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*(?:\n|\Z|(\}))")
_NEXT_TOP_LEVEL = re.compile(r"^(?=[^\W\d])", re.MULTILINE)
_CONSTANTS = {"true": True, "false": False, "null": None}


def parse_file(file: SourceFile) -> tuple[Body, list[Fault]]:
    """The file's body and the places that do not parse; the top-level blocks that do parse are kept."""
    reader = BodyReader(file)
    body = Body()
    faults: list[Fault] = []
    at = 1 if file.text.startswith("\ufeff") else 0
    while True:
        try:
            reader.body(at, body, top=True)
        except SyntaxFault as fault:
            line, column = file.position(min(fault.offset, len(file.text)))
            faults.append(Fault(file.path, line, column, str(fault)))
            resume = _NEXT_TOP_LEVEL.search(file.text, max(fault.offset, reader.item) + 1)
            if resume is None or len(faults) >= 20:
                break
            at, reader.depth = resume.start(), 0
            continue
        break
    return body, faults


def parse_expression(text: str, path: str) -> Node:
    """A lone expression, as ``--var`` takes it. Raises :class:`SyntaxFault`."""
    reader = TemplateReader(text)
    reader.lines(False)
    reader.advance()
    node = reader.expression()
    if reader.kind != "end":
        raise SyntaxFault(reader.start, f"extra characters after the expression in {path}")
    return node


def parse_template(text: str) -> Node:
    """A whole text as a template. Raises :class:`SyntaxFault`."""
    return TemplateReader(text).whole()


class BodyReader(TemplateReader):
    """Reads bodies; ``item`` is the offset of the item being read, for recovery."""

    def __init__(self, file: SourceFile) -> None:
        super().__init__(file.text)
        self.file = file
        self.item = 0

    def body(self, at: int, body: Body, *, top: bool) -> int:
        """Fill ``body`` from ``at`` on; the offset after its closing brace (or the end of the text)."""
        text, file, attributes = self.text, self.file, body.attributes
        while True:
            space = _SPACE.match(text, at)
            at = space.end() if space else at
            if top:
                self.item = at
            simple = _SIMPLE_ATTRIBUTE.match(text, at)
            if simple:
                self._add(attributes, Attribute(simple.group(1), _simple_node(simple), file, at, simple.end()))
                at = simple.end()
                continue
            if at >= len(text):
                if top:
                    return at
                raise SyntaxFault(at, "Unclosed configuration block: expected a closing brace")
            if text[at] == "}":
                if top:
                    raise SyntaxFault(at, "Argument or block definition required: unexpected closing brace")
                return at + 1
            name = _NAME.match(text, at)
            if name is None:
                raise SyntaxFault(at, "Argument or block definition required: expected a name")
            assign = _ASSIGN.match(text, name.end())
            at = self._argument(name, assign.end(), attributes) if assign else self._block(name, body)

    def _add(self, attributes: dict[str, Attribute], attribute: Attribute) -> None:
        if attribute.name in attributes:
            raise SyntaxFault(attribute.start, f'Attribute redefined: the argument "{attribute.name}" was already set')
        attributes[attribute.name] = attribute

    def _argument(self, name: re.Match[str], at: int, attributes: dict[str, Attribute]) -> int:
        self.lines(True)
        self.seek(at)
        node = self.expression()
        self._add(attributes, Attribute(name.group(), node, self.file, name.start(), node.end))
        return self._line_end(node.end, "Missing newline after argument: an argument must end with a newline")

    def _line_end(self, at: int, why: str) -> int:
        match = _LINE_END.match(self.text, at)
        if match is None:
            raise SyntaxFault(at, why)
        return match.start(1) if match.group(1) else match.end()

    def _block(self, name: re.Match[str], body: Body) -> int:
        labels: list[str] = []
        at = name.end()
        while True:
            label = _LABEL.match(self.text, at)
            if label is None:
                raise SyntaxFault(at, "Invalid block definition: expected an equals sign, a label or an opening brace")
            quoted, word, brace = label.groups()
            at = label.end()
            if brace:
                break
            labels.append(quoted if quoted is not None else word)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SyntaxFault(at, f"nested deeper than {MAX_DEPTH} levels: not evaluated")
        inner = Body()
        end = self.body(at, inner, top=False)
        self.depth -= 1
        body.blocks.append(Block(name.group(), tuple(labels), inner, self.file, name.start(), end, at - 1))
        return self._line_end(end, "Missing newline after block definition")


def _simple_node(match: re.Match[str]) -> Node:
    string, constant, digits, dotted = match.group(2, 3, 4, 5)
    node: Node
    if string is not None:
        node = nodes.Lit(string)
        node.start, node.end = match.start(2) - 1, match.end(2) + 1
        return node
    if dotted is not None:
        root, *steps = dotted.split(".")
        node = nodes.Name(root, tuple(steps))
        node.start, node.end = match.span(5)
    elif constant is not None:
        node = nodes.Lit(_CONSTANTS[constant])
        node.start, node.end = match.span(3)
    else:
        try:
            node = nodes.Lit(parse_number(digits))
        except ConversionError as error:
            raise SyntaxFault(match.start(4), f"Invalid number literal: {error}") from error
        node.start, node.end = match.span(4)
    return node
