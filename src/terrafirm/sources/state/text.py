"""Open a JSON document, given as a file or as bytes, as text in whatever Unicode encoding it has."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from terrafirm.model.errors import InputError
from terrafirm.model.record import dataclass

#: Characters read at a time.
CHUNK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # a UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """The encoding of text that begins with ``head``: by its mark, else by where its zero bytes are.

    PowerShell's ``>`` writes UTF-16 with a mark.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if len(head) > 1 and head[1] == 0 and head[0] != 0:
        return "utf-16-le"
    if len(head) > 1 and head[0] == 0 and head[1] != 0:
        return "utf-16-be"
    return "utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be read from its beginning as often as needed; ``shown`` names it in messages."""

    open: Callable[[], BinaryIO]
    shown: str

    def head(self, size: int) -> bytes:
        """The first bytes. Raises :class:`InputError` where they cannot be read."""
        try:
            with self.open() as file:
                return file.read(size)
        except OSError as error:
            raise self._unreadable(error) from error

    def chunks(self) -> Iterator[str]:
        """The text, a megabyte at a time. Raises :class:`InputError` where it cannot be read or decoded."""
        try:
            with self.open() as file:
                encoding = encoding_of(file.read(4))
                file.seek(0)
                text = io.TextIOWrapper(file, encoding, newline="")
                while chunk := text.read(CHUNK):
                    yield chunk
        except UnicodeError as error:
            raise InputError(
                f"{self.shown}: the text is not valid {encoding}: write it again with `terraform show -json`"
            ) from error
        except OSError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: OSError) -> InputError:
        return InputError(f"{self.shown}: cannot be read: {error.strerror or error}")


def document(source: Path | bytes, shown: str) -> Document:
    """The document in a file, or in memory."""
    if isinstance(source, bytes):
        return Document(lambda: io.BytesIO(source), shown)
    return Document(lambda: source.open("rb"), shown)
