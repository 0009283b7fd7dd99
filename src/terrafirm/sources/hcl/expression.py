"""Parse HCL expressions (native syntax specification, github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md)."""

from __future__ import annotations

import re
from typing import Final

from terrafirm.model.types import ConversionError, parse_number
from terrafirm.sources.hcl import conditional, lasting, logic, loops, nodes
from terrafirm.sources.hcl.syntax import Node

#: Levels of nesting beyond which a file is refused instead of exhausting the stack.
MAX_DEPTH: Final = 150
#: Attributes and indexes in a row that one reference may have.
MAX_STEPS: Final = 500

_TOKEN = re.compile(
    r"(?:[ \t\r]|\#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*"
    r"(?:(?P<newline>\n)"
    r"|(?P<name>[^\W\d][\w-]*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<heredoc><<-?[^\W\d][\w-]*\r?\n)"
    r"|(?P<op>&&|\|\||==|!=|<=|>=|=>|\.\.\.|::|\.\*|[-+*/%!<>=?:.,~(){}\[\]\"])"
    r"|(?P<end>\Z))"
)
_TOKEN_ANY_LINE = re.compile(_TOKEN.pattern.replace(r"[ \t\r]", r"[ \t\r\n]", 1))

_PRECEDENCE: Final = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip

_CONSTANTS: Final = {"true": True, "false": False, "null": None}


class SyntaxFault(Exception):
    """The text does not follow HCL's grammar at ``offset``."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(why)
        self.offset = offset


class ExpressionReader:
    """Reads expressions from ``text``; ``kind``, ``value``, ``start`` and ``pos`` describe the current token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.start = 0
        self.kind = ""
        self.value = ""
        self.depth = 0
        self.token = _TOKEN

    def advance(self) -> None:
        """Read the next token from ``pos``."""
        match = self.token.match(self.text, self.pos)
        if match is None:
            at = _TOKEN_SPACE.match(self.text, self.pos)
            offset = at.end() if at else self.pos
            raise SyntaxFault(offset, f"Invalid character {self.text[offset : offset + 1]!r}")
        self.kind = match.lastgroup or "end"
        self.value = match.group(self.kind)
        self.start = match.start(self.kind)
        self.pos = match.end()

    def seek(self, offset: int) -> None:
        """Continue at ``offset``."""
        self.pos = offset
        self.advance()

    def at(self, op: str) -> bool:
        """Whether the current token is the operator ``op``."""
        return self.value == op and self.kind == "op"

    def expect(self, op: str, why: str) -> int:
        """Pass the operator ``op``; its end offset. Raises :class:`SyntaxFault` otherwise."""
        if self.value != op or self.kind != "op":
            raise SyntaxFault(self.start, why)
        end = self.pos
        self.advance()
        return end

    def lines(self, include: bool) -> re.Pattern[str]:
        """Make newlines tokens (``include``) or white space from the *next* token on; the former mode."""
        former = self.token
        self.token = _TOKEN if include else _TOKEN_ANY_LINE
        return former

    def expression(self) -> Node:
        """An expression starting at the current token."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SyntaxFault(self.start, f"nested deeper than {MAX_DEPTH} levels: not evaluated")
        condition = self._binary(1)
        if self.value == "?" and self.kind == "op":
            self.advance()
            yes = self.expression()
            self.expect(":", "Missing false expression in conditional: expected a colon")
            no = self.expression()
            result: Node = conditional.Cond(condition, yes, no)
            result.start, result.end = condition.start, no.end
            condition = result
        self.depth -= 1
        return condition

    def _binary(self, level: int) -> Node:
        left = self._operand()
        while self.kind == "op":
            op = self.value
            strength = _PRECEDENCE.get(op)
            if strength is None or strength < level:
                break
            self.advance()
            right = self._binary(strength + 1)
            result: Node = logic.Logical(op, left, right) if strength < 3 else nodes.Binary(op, left, right)
            result.start, result.end = left.start, right.end
            left = result
        return left

    def _operand(self) -> Node:
        if self.kind == "op" and self.value in "!-":
            op, start = self.value, self.start
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise SyntaxFault(start, f"nested deeper than {MAX_DEPTH} levels: not evaluated")
            self.advance()
            operand = self._operand()
            self.depth -= 1
            result: Node = nodes.Unary(op, operand)
            result.start, result.end = start, operand.end
            return result
        return self._postfix(self._primary())

    def _primary(self) -> Node:
        kind, value, start, end = self.kind, self.value, self.start, self.pos
        result: Node
        if kind == "name":
            self.advance()
            if self.kind == "op" and self.value in ("(", "::"):
                return self._call(value, start)
            result = nodes.Lit(_CONSTANTS[value]) if value in _CONSTANTS else nodes.Name(value, ())
            result.start, result.end = start, end
            return result
        if kind == "number":
            try:
                result = nodes.Lit(parse_number(value))
            except ConversionError as error:
                raise SyntaxFault(start, "Invalid number literal") from error
            self.advance()
            result.start, result.end = start, end
            return result
        if kind == "heredoc":
            return self.heredoc()
        if value == '"' and kind == "op":
            return self.quoted()
        if value == "(":
            return self._paren(start)
        if value == "[":
            return self._tuple(start)
        if value == "{":
            return self._object(start)
        shown = "the end of the line" if kind in ("newline", "end") else f'"{value}"'
        raise SyntaxFault(start, f"Invalid expression: expected the start of an expression, found {shown}")

    def _paren(self, start: int) -> Node:
        former = self.lines(False)
        self.advance()
        inner = self.expression()
        self.token = former
        end = self.expect(")", "Unbalanced parentheses: expected a closing parenthesis")
        result = nodes.Paren(inner)
        result.start, result.end = start, end
        return result

    def _call(self, name: str, start: int) -> Node:
        while self.at("::"):
            self.advance()
            name += "::" + self.value
            self.advance()
        former = self.lines(False)
        self.advance()
        args: list[Node] = []
        spread = False
        while not self.at(")"):
            args.append(self.expression())
            if self.at("..."):
                spread = True
                self.advance()
                break
            if not self.at(","):
                break
            self.advance()
        self.token = former
        end = self.expect(")", "Missing argument separator: expected a comma or a closing parenthesis")
        result = lasting.call_node(name, args, spread)
        result.start, result.end = start, end
        return result

    def _tuple(self, start: int) -> Node:
        former = self.lines(False)
        self.advance()
        if self.kind == "name" and self.value == "for":
            return self._for(start, "]", former)
        items: list[Node] = []
        while not self.at("]"):
            items.append(self.expression())
            if not self.at(","):
                break
            self.advance()
        self.token = former
        end = self.expect("]", "Missing item separator: expected a comma or a closing bracket")
        result = nodes.TupleCons(items)
        result.start, result.end = start, end
        return result

    def _object(self, start: int) -> Node:
        former = self.lines(True)
        self.advance()
        while self.kind == "newline":
            self.advance()
        if self.kind == "name" and self.value == "for" and _FOR.match(self.text, self.pos):
            self.lines(False)
            return self._for(start, "}", former)
        pairs: list[tuple[Node, Node]] = []
        while not self.at("}"):
            if self.kind == "newline":
                self.advance()
                continue
            key = self._key()
            if not (self.at("=") or self.at(":")):
                raise SyntaxFault(self.start, "Missing attribute value: expected an equals sign or a colon")
            self.advance()
            pairs.append((key, self.expression()))
            if self.at(","):
                self.advance()
            elif self.kind != "newline" and not self.at("}"):
                raise SyntaxFault(self.start, "Missing attribute separator: expected a newline or comma")
        self.token = former
        end = self.expect("}", "Missing closing brace of an object")
        result = nodes.ObjectCons(pairs)
        result.start, result.end = start, end
        return result

    def _key(self) -> Node:
        key = self.expression()
        if type(key) is nodes.Name and not key.steps:
            # a bare word as a key is its own name; parentheses make it an expression
            word: Node = nodes.Lit(key.root)
        elif type(key) is nodes.Lit and not isinstance(key.value, str) and self.text[key.start].isalpha():
            word = nodes.Lit(self.text[key.start : key.end])
        else:
            return key
        word.start, word.end = key.start, key.end
        return word

    def _for(self, start: int, closing: str, former: re.Pattern[str]) -> Node:
        self.advance()
        names = self.loop_names()
        collection = self.expression()
        self.expect(":", "Invalid 'for' expression: expected a colon after the collection")
        key: Node | None = None
        result = self.expression()
        group = False
        if closing == "}":
            self.expect("=>", "Invalid 'for' expression: expected an arrow after the key")
            key, result = result, self.expression()
            if self.at("..."):
                group = True
                self.advance()
        cond = None
        if self.kind == "name" and self.value == "if":
            self.advance()
            cond = self.expression()
        self.token = former
        end = self.expect(closing, "Invalid 'for' expression: extra characters after its end")
        loop = loops.For(names, collection, key, result, cond, group)
        loop.start, loop.end = start, end
        return loop

    def loop_names(self) -> tuple[str | None, str]:
        """The names of ``for k, v in``; the current token is left after ``in``."""
        first = self._loop_name()
        second: str | None = None
        if self.at(","):
            self.advance()
            second = self._loop_name()
        if self.kind != "name" or self.value != "in":
            raise SyntaxFault(self.start, "Invalid 'for' expression: expected 'in'")
        self.advance()
        return (None, first) if second is None else (first, second)

    def _loop_name(self) -> str:
        if self.kind != "name":
            raise SyntaxFault(self.start, "Invalid 'for' expression: expected a variable name")
        name = self.value
        self.advance()
        return name

    def _postfix(self, source: Node) -> Node:
        start, steps = source.start, 0
        while self.kind == "op":
            steps += 1
            if steps > MAX_STEPS:
                raise SyntaxFault(start, f"more than {MAX_STEPS} attributes and indexes in a row: not evaluated")
            if self.value == ".":
                source = self._attribute(source)
            elif self.value == "[":
                if _FULL_SPLAT.match(self.text, self.pos):
                    self._skip_to_bracket()
                    return self._full_splat(source)
                source = self._index(source)
            elif self.value == ".*":
                source = self._attribute_splat(source)
            else:
                break
            source.start = start
        return source

    def _attribute(self, source: Node) -> Node:
        number = _LEGACY.match(self.text, self.pos)
        if number:
            if "." in number.group():
                raise SyntaxFault(self.pos, "Invalid legacy index syntax: chaining two indexes is not permitted")
            key = nodes.Lit(int(number.group()))
            key.start, key.end = self.pos, number.end()
            source = _extend(source, key)
            source.end = number.end()
            self.seek(number.end())
            return source
        self.advance()
        if self.kind != "name":
            raise SyntaxFault(self.start, "Invalid attribute name: an attribute name is required after a dot")
        source = _extend(source, self.value)
        source.end = self.pos
        self.advance()
        return source

    def _index(self, source: Node) -> Node:
        former = self.lines(False)
        self.advance()
        key = self.expression()
        self.token = former
        end = self.expect("]", "Missing close bracket on index")
        source = _extend(source, key)
        source.end = end
        return source

    def _skip_to_bracket(self) -> None:
        match = _FULL_SPLAT.match(self.text, self.pos)
        self.seek(match.end() if match else self.pos)

    def _full_splat(self, source: Node) -> Node:
        hole = loops.Hole()
        hole.start, hole.end = self.start, self.start
        end = self.start
        each: Node = self._postfix(hole)
        result = loops.Splat(source, hole, each)
        result.start, result.end = source.start, max(end, each.end)
        return result

    def _attribute_splat(self, source: Node) -> Node:
        """``source.*.a.b``: ends at the first index, which applies to the whole result."""
        hole = loops.Hole()
        hole.start = hole.end = self.start
        end = self.pos
        self.advance()
        each: Node = hole
        while self.at(".") and not _LEGACY.match(self.text, self.pos):
            each = self._attribute(each)
            each.start, end = hole.start, each.end
        result = loops.Splat(source, hole, each)
        result.start, result.end = source.start, end
        return result

    def quoted(self) -> Node:
        """A quoted template; provided by :class:`~terrafirm.sources.hcl.template.TemplateReader`."""
        raise NotImplementedError

    def heredoc(self) -> Node:
        """A heredoc template; provided by :class:`~terrafirm.sources.hcl.template.TemplateReader`."""
        raise NotImplementedError


_TOKEN_SPACE = re.compile(r"(?:[ \t\r]|\#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*")
_FOR = re.compile(r"\s+[^\W\d][\w-]*(?:\s*,|\s+in(?![\w-]))")
_FULL_SPLAT = re.compile(r"\s*\*\s*\]")
_LEGACY = re.compile(r"\d+(?:\.\d+)*")


def _extend(source: Node, step: str | Node) -> Node:
    if type(source) is nodes.Name:
        result: Node = nodes.Name(source.root, (*source.steps, step))
    elif isinstance(step, str):
        result = nodes.Attr(source, step)
    else:
        result = nodes.Index(source, step)
    result.start = source.start
    return result
