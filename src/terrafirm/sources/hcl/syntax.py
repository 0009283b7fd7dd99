"""What a configuration file consists of: files, blocks, attributes, expressions, positions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from terrafirm.model.record import dataclass, field
from terrafirm.model.value import Value

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a file that could not be read; ``line`` and ``column`` count from 1."""

    path: str
    line: int
    column: int
    why: str


class SourceFile:
    """A configuration file's ``text``; ``path`` is how reports name it. Offsets count characters."""

    __slots__ = ("_lines", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._lines: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (in characters) of an offset, both from 1, columns in characters."""
        lines = self._line_starts()
        line = bisect_right(lines, offset)
        return line, offset - lines[line - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        lines = self._line_starts()
        if not 1 <= line <= len(lines):
            return ""
        end = lines[line] if line < len(lines) else len(self.text)
        return self.text[lines[line - 1] : end].rstrip("\r\n")

    def _line_starts(self) -> list[int]:
        if self._lines is None:
            starts, at = [0], self.text.find("\n")
            while at != -1:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._lines = starts
        return self._lines


class Node:
    """An expression with the character span ``[start, end)`` of its source text."""

    __slots__ = ("end", "start")
    start: int
    end: int

    def ev(self, env: Env) -> Value:
        """The value in ``env``; raises :class:`EvalError` where Terraform would refuse."""
        raise NotImplementedError

    def parts(self) -> Iterable[Node]:
        """Direct sub-expressions."""
        return ()


@dataclass(slots=True)
class Attribute:
    """``name = expr``; ``start`` and ``end`` are the span of the whole attribute."""

    name: str
    expr: Node
    file: SourceFile
    start: int
    end: int


@dataclass(slots=True)
class Block:
    """``type "label" { ... }``; ``head`` is the offset of its opening brace."""

    type: str
    labels: tuple[str, ...]
    body: Body
    file: SourceFile
    start: int
    end: int
    head: int


@dataclass(slots=True)
class Body:
    """The attributes and blocks between two braces, or of a whole file."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
