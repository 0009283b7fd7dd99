"""A configuration in pieces, each of which can be replaced by something that Terraform surely accepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True, eq=False)
class Piece:
    """A run of whole lines in a file; `fallback` takes the place of `text` when Terraform refuses it."""

    file: str
    text: str
    fallback: str
    refused: bool = False

    @property
    def written(self) -> str:
        """What stands in the file now."""
        return self.fallback if self.refused else self.text


@dataclass(slots=True)
class Configuration:
    """Pieces in order, and which lines of which file each of them takes once written."""

    pieces: list[Piece] = field(default_factory=list)
    _places: dict[str, list[tuple[int, int, Piece]]] = field(default_factory=dict)

    def add(self, file: str, text: str, fallback: str | None = None) -> None:
        """A piece at the end of a file; without a fallback it is beyond doubt."""
        self.pieces.append(Piece(file, text, text if fallback is None else fallback))

    def write(self, directory: Path) -> None:
        """Write every file below the directory."""
        texts: dict[str, str] = {}
        self._places = {}
        for piece in self.pieces:
            before = texts.get(piece.file, "")
            after = before + piece.written + ("\n" if piece.written else "")
            place = (before.count("\n") + 1, after.count("\n"), piece)
            self._places.setdefault(piece.file, []).append(place)
            texts[piece.file] = after
        for name, text in texts.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def at(self, file: str | None, line: int | None) -> Piece | None:
        """The piece at a line of a file, as last written."""
        for first, last, piece in self._places.get(file or "", ()):
            if line is not None and first <= line <= last:
                return piece
        return None

    def lines(self, piece: Piece) -> tuple[int, int]:
        """The first and last line of a piece, as last written."""
        return next((first, last) for first, last, found in self._places[piece.file] if found is piece)
