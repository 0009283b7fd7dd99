"""Plain text layout for terminals: cell widths, wrapping with a hanging indent, and colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Columns of a word that is still kept whole.
MAX_WHOLE = 260
_SGR = {
    "bold": "1",
    "dim": "2",
    "critical": "1;97;41",
    "high": "1;31",
    "medium": "33",
    "low": "36",
    "good": "32",
    "mark": "1;31",
}


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text cut to a number of columns."""
    if cells(text) <= width:
        return text
    kept, used = [], 0
    for character in text:
        used += _cell(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def wrap(text: str, width: int, *, whole: bool = False) -> list[str]:
    """The text in lines of at most ``width`` columns, broken at spaces, and inside words that are longer.

    ``whole`` words of up to :data:`MAX_WHOLE` columns are not: a path is copied, or followed by the terminal, in one
    piece only.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if cells(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, max(width, MAX_WHOLE) if whole else width)
        lines.extend(full)
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for character in word:
        size = _cell(character)
        if used + size > width and piece:
            yield piece
            piece, used = "", 0
        piece += character
        used += size
    yield piece


class Canvas:
    """Collects lines of at most ``width`` columns (more for a long path); styles are dropped without ``color``."""

    def __init__(self, width: int, *, color: bool) -> None:
        self.width = max(width, 40)
        self.color = color
        self.lines: list[str] = []

    def styled(self, text: str, style: str) -> str:
        """The text in a style, which adds no columns; trailing spaces stay outside, so that they can be cut off."""
        core = text.rstrip()
        if not (self.color and style and core):
            return text
        return f"\x1b[{_SGR[style]}m{core}\x1b[0m{text[len(core) :]}"

    def blank(self) -> None:
        """An empty line, never two in a row."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def line(self, text: str, style: str = "") -> None:
        """A line that is known to be short enough."""
        self.lines.append(self.styled(text, style))

    def paragraph(
        self,
        text: str,
        *,
        first: str = "",
        indent: int = 0,
        style: str = "",
        first_style: str = "",
        whole: bool = False,
    ) -> None:
        """Wrapped text: ``first`` stands before it, further lines hang at ``indent``, else under its start."""
        hang = indent or cells(first)
        for number, line in enumerate(wrap(text, max(self.width - max(hang, cells(first)), 20), whole=whole)):
            lead = " " * hang if number else self.styled(first, first_style)
            self.lines.append(lead + self.styled(line, style))

    def text(self) -> str:
        """Everything, ending with a line end."""
        return "\n".join(line.rstrip() for line in self.lines) + "\n"
