"""Parse string templates: quoted strings, heredocs, directives, strip markers, escapes."""

from __future__ import annotations

import re

from terrafirm.model.record import dataclass
from terrafirm.sources.hcl import nodes, templates
from terrafirm.sources.hcl.expression import MAX_DEPTH, ExpressionReader, SyntaxFault
from terrafirm.sources.hcl.normal_form import composed
from terrafirm.sources.hcl.syntax import Node

_QUOTED_CHUNK = re.compile(r'[^"\\$%\n]+|\\[^\n]|\$\$\{|\$\{~?|%%\{|%\{~?|[$%]|"')
_HEREDOC_CHUNK = re.compile(r"[^$%\n]*\n|[^$%\n]+|\$\$\{|\$\{~?|%%\{|%\{~?|[$%]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_CLOSE = re.compile(r"\s*(~?)\}")
_PLAIN = re.compile(r'[^"\\$%\n]*"')


@dataclass(slots=True)
class _Piece:
    """A part of a template before it is assembled: text, an interpolation or a directive."""

    kind: str  # text | value | if | else | endif | for | endfor
    text: str = ""
    node: Node | None = None
    names: tuple[str | None, str] = (None, "")
    start: int = 0
    trim_left: bool = False
    trim_right: bool = False


class TemplateReader(ExpressionReader):
    """Adds templates to the expression reader."""

    def quoted(self) -> Node:
        """A quoted template whose opening quote is the current token."""
        start = self.start
        plain = _PLAIN.match(self.text, self.pos)
        if plain:
            result: Node = nodes.Lit(composed(self.text[self.pos : plain.end() - 1]))
            end = plain.end()
        else:
            pieces, end = self._pieces_quoted(start)
            result = assemble(pieces, start)
        result.start, result.end = start, end
        self.seek(end)
        return result

    def heredoc(self) -> Node:
        """A heredoc whose introduction is the current token."""
        start = self.start
        intro = self.value
        flush = intro.startswith("<<-")
        mark = intro[3 if flush else 2 :].strip()
        pieces, end = self._pieces_heredoc(start, mark)
        _trim(pieces)
        if flush:
            _flush(pieces)
        result = assemble(pieces, start, trimmed=True)
        result.start, result.end = start, end
        self.seek(end)
        return result

    def whole(self) -> Node:
        """The whole text as one template, as ``templatefile`` reads it."""
        pieces: list[_Piece] = []
        at = 0
        while at < len(self.text):
            at = self._chunk(_HEREDOC_CHUNK, at, pieces, raw=True)
        result = assemble(pieces, 0)
        result.start, result.end = 0, len(self.text)
        return result

    def _pieces_quoted(self, start: int) -> tuple[list[_Piece], int]:
        pieces: list[_Piece] = []
        at = self.pos
        while True:
            if self.text.startswith('"', at):
                return pieces, at + 1
            if at >= len(self.text) or self.text[at] == "\n":
                raise SyntaxFault(start, "Unterminated template string: no closing quote on this line")
            at = self._chunk(_QUOTED_CHUNK, at, pieces, raw=False)

    def _pieces_heredoc(self, start: int, mark: str) -> tuple[list[_Piece], int]:
        ending = re.compile(
            rf"[ \t]*{re.escape(mark)}(?=[ \t]*(?:\r?\n|\Z))|[ \t]*{re.escape(mark)}(?![\w-])(?=[ \t]*[,)\]}}])"
        )
        pieces: list[_Piece] = []
        at = self.pos
        line_start = True
        while True:
            if line_start:
                found = ending.match(self.text, at)
                if found:
                    return pieces, found.end()
            if at >= len(self.text):
                raise SyntaxFault(start, f"Unterminated template string: no line holds only {mark}")
            after = self._chunk(_HEREDOC_CHUNK, at, pieces, raw=True)
            line_start = pieces[-1].kind == "text" and self.text[after - 1] == "\n"
            at = after

    def _chunk(self, pattern: re.Pattern[str], at: int, pieces: list[_Piece], *, raw: bool) -> int:
        match = pattern.match(self.text, at)
        if match is None:
            raise SyntaxFault(at, "Invalid character in template")
        chunk = match.group()
        if chunk.startswith("${"):
            return self._interpolation(match, pieces)
        if chunk.startswith("%{"):
            return self._directive(match, pieces)
        if chunk in ("$${", "%%{"):
            text = chunk[1:]
        elif raw:
            text = chunk
        elif chunk[0] == "\\":
            text, end = self._escape(at)
            _add_text(pieces, text, at)
            return end
        else:
            text = chunk
        _add_text(pieces, text, at)
        return match.end()

    def _escape(self, at: int) -> tuple[str, int]:
        match = _ESCAPE.match(self.text, at)
        if match is None:
            raise SyntaxFault(at, "Invalid escape sequence")
        short, long, simple = match.groups()
        if simple is not None:
            if simple not in _SIMPLE:
                raise SyntaxFault(at, f"Invalid escape sequence: the symbol {simple!r} is not a valid escape")
            return _SIMPLE[simple], match.end()
        code = int(short or long, 16)
        if code > 0x10FFFF:
            raise SyntaxFault(at, "Invalid escape sequence: not a Unicode code point")
        return chr(code), match.end()

    def _interpolation(self, match: re.Match[str], pieces: list[_Piece]) -> int:
        node, trim_right, end = self._inside(match.end())
        trim_left = match.group().endswith("~")
        pieces.append(_Piece("value", node=node, start=match.start(), trim_left=trim_left, trim_right=trim_right))
        return end

    def _inside(self, at: int) -> tuple[Node, bool, int]:
        """The expression up to a closing brace at ``at``; the token state is restored by the caller's seek."""
        former, depth = self.token, self.depth
        self.lines(False)
        self.seek(at)
        node = self.expression()
        trim, end = self._closing()
        self.token, self.depth = former, depth
        return node, trim, end

    def _closing(self) -> tuple[bool, int]:
        match = _CLOSE.match(self.text, self.start)
        if match is None:
            raise SyntaxFault(self.start, "Extra characters after interpolation expression: expected a closing brace")
        return bool(match.group(1)), match.end()

    def _directive(self, match: re.Match[str], pieces: list[_Piece]) -> int:
        former, depth = self.token, self.depth
        self.lines(False)
        self.seek(match.end())
        word = self.value
        piece = _Piece(word, start=match.start(), trim_left=match.group().endswith("~"))
        if self.kind != "name" or word not in ("if", "else", "endif", "for", "endfor"):
            raise SyntaxFault(self.start, "Invalid template control sequence")
        after_word = self.pos
        if word in ("if", "for"):
            self.advance()
            if word == "for":
                piece.names = self.loop_names()
            piece.node = self.expression()
            piece.trim_right, end = self._closing()
        else:
            closing = _CLOSE.match(self.text, after_word)
            if closing is None:
                raise SyntaxFault(after_word, "Extra characters in template control sequence")
            piece.trim_right, end = bool(closing.group(1)), closing.end()
        self.token, self.depth = former, depth
        pieces.append(piece)
        return end


def _add_text(pieces: list[_Piece], text: str, at: int) -> None:
    """Text joins the piece before it, but never across a line end: trimming works line by line, as HCL's does."""
    last = pieces[-1] if pieces else None
    if last is not None and last.kind == "text" and not last.text.endswith("\n"):
        last.text += text
    else:
        pieces.append(_Piece("text", text=text, start=at))


def _trim(pieces: list[_Piece]) -> None:
    """Apply strip markers to the neighbouring text of each interpolation and directive."""
    for position, piece in enumerate(pieces):
        if piece.trim_left and position and pieces[position - 1].kind == "text":
            pieces[position - 1].text = pieces[position - 1].text.rstrip()
        if piece.trim_right and position + 1 < len(pieces) and pieces[position + 1].kind == "text":
            pieces[position + 1].text = pieces[position + 1].text.lstrip()


def _flush(pieces: list[_Piece]) -> None:
    """Remove the common indentation of a ``<<-`` heredoc (``flushHeredocTemplateParts`` in hclsyntax)."""
    least: int | None = None
    indented: list[_Piece] = []
    fresh = True
    for piece in pieces:
        if fresh:
            fresh = False
            spaces: int | None = 0
            if piece.kind == "text":
                stripped = piece.text.lstrip()
                if not stripped and piece.text.endswith("\n"):
                    spaces = None
                else:
                    spaces = len(piece.text) - len(stripped)
                    indented.append(piece)
            if spaces is not None and (least is None or spaces < least):
                least = spaces
        if piece.kind == "text" and piece.text.endswith("\n"):
            fresh = True
    for piece in indented:
        piece.text = piece.text[least or 0 :]


def assemble(pieces: list[_Piece], start: int, *, trimmed: bool = False) -> Node:
    """The expression of a template: a literal, a lone interpolation's value, or a template."""
    if not trimmed:
        _trim(pieces)
    if len(pieces) == 1 and pieces[0].kind == "value" and pieces[0].node is not None:
        return nodes.Paren(pieces[0].node)
    body, rest = _sequence(pieces, 0, ())
    if rest < len(pieces):
        raise SyntaxFault(pieces[rest].start, f"Unexpected {pieces[rest].kind} directive")
    return _template(body, start)


def _template(body: list[str | Node], start: int) -> Node:
    if all(isinstance(piece, str) for piece in body):
        result: Node = nodes.Lit(composed("".join(piece for piece in body if isinstance(piece, str))))
    else:
        result = templates.Template(body)
    result.start = result.end = start
    return result


def _sequence(pieces: list[_Piece], at: int, until: tuple[str, ...], depth: int = 0) -> tuple[list[str | Node], int]:
    body: list[str | Node] = []
    while at < len(pieces):
        piece = pieces[at]
        if piece.kind == "text":
            if body and isinstance(body[-1], str):
                body[-1] += piece.text
            elif piece.text:
                body.append(piece.text)
            at += 1
        elif piece.kind == "value" and piece.node is not None:
            body.append(piece.node)
            at += 1
        elif piece.kind in ("if", "for"):
            node, at = _directive_node(pieces, at, depth + 1)
            body.append(node)
        elif piece.kind in until:
            return body, at
        else:
            raise SyntaxFault(piece.start, f"Unexpected {piece.kind} directive")
    if until:
        raise SyntaxFault(pieces[-1].start, f"Unexpected end of template: missing {until[-1]}")
    return body, at


def _directive_node(pieces: list[_Piece], at: int, depth: int) -> tuple[Node, int]:
    opening = pieces[at]
    if depth > MAX_DEPTH:
        raise SyntaxFault(opening.start, f"nested deeper than {MAX_DEPTH} levels: not evaluated")
    source = opening.node if opening.node is not None else nodes.Lit(None)
    if opening.kind == "for":
        body, at = _sequence(pieces, at + 1, ("endfor",), depth)
        node: Node = templates.TemplateFor(opening.names, source, _template(body, opening.start))
    else:
        body, at = _sequence(pieces, at + 1, ("else", "endif"), depth)
        other: list[str | Node] = []
        if pieces[at].kind == "else":
            other, at = _sequence(pieces, at + 1, ("endif",), depth)
        node = templates.TemplateIf(source, _template(body, opening.start), _template(other, opening.start))
    node.start, node.end = opening.start, pieces[at].start
    return node, at + 1
