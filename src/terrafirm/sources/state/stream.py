"""Read large JSON documents piece by piece: members and elements one at a time, never the whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from terrafirm.model.errors import InputError
from terrafirm.model.value import number

#: Digits of exponent that a number may have; Terraform's own numbers have far fewer.
MAX_EXPONENT = 10_000
#: Characters of one value after which it is too large to be one resource.
MAX_VALUE = 1 << 28
_NEXT = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"[-+.0-9eE]*")


def _fraction(text: str) -> int | Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"the number {text[:20]} is out of range") from error
    if abs(value.adjusted()) > MAX_EXPONENT:
        raise ValueError(f"the number {text[:20]} is out of range")
    return number(value)


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


_DECODER = json.JSONDecoder(parse_float=_fraction, parse_constant=_constant)


class JsonStream:
    """A cursor in JSON text. Whoever is handed a key or an element has to consume the value before the next one."""

    __slots__ = ("_at", "_chunks", "_ended", "_lines", "_shown", "_text")

    def __init__(self, chunks: Iterable[str], shown: str) -> None:
        self._chunks = iter(chunks)
        self._shown = shown
        self._text = ""
        self._at = 0
        self._lines = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            match = _NEXT.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next."""
        self._expect("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            if self.peek() != '"':
                self._fail("a key was expected")
            key = self.value()
            self._expect(":")
            yield key
            if self._expect(",}") == "}":
                return

    def elements(self) -> Iterator[None]:
        """Steps through the array that comes next."""
        self._expect("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield
            if self._expect(",]") == "]":
                return

    def value(self) -> Any:
        """The value that comes next, whole: fractions are Decimal, whole numbers int."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._cut(error) or not self._more():
                    self._broken(error)
            except RecursionError as error:
                raise InputError(f"{self._where(self._at)}: nested too deeply to be a plan or a state") from error
            except ValueError as error:
                raise InputError(f"{self._where(self._at)}: {error}") from error
            else:
                if isinstance(value, (str, list, dict)) or not self._may_go_on() or not self._more():
                    self._at = end
                    return value

    def refuse(self, why: str) -> NoReturn:
        """Raise :class:`InputError` for what stands here."""
        raise InputError(f"{self._where(self._at)}: {why}")

    def _may_go_on(self) -> bool:
        """Whether the number that comes next is cut by the end of the buffer."""
        match = _NUMBER.match(self._text, self._at)
        return match is not None and match.end() == len(self._text)

    def end(self) -> None:
        """Nothing but white space may follow. Raises :class:`InputError`."""
        if self.peek():
            self._fail("there is more text after the end of the JSON document")

    def _expect(self, allowed: str) -> str:
        found = self.peek()
        if not found or found not in allowed:
            self._fail(f"{' or '.join(allowed)} was expected")
        self._at += 1
        return found

    def _more(self) -> bool:
        """Add text to the buffer, as much as is left in it, so that long values cost linear time."""
        if self._ended:
            return False
        wanted = len(self._text) - self._at
        if wanted > MAX_VALUE:
            self._fail("a single value is too large")
        pieces: list[str] = []
        got = 0
        while got <= wanted:
            chunk = next(self._chunks, "")
            if not chunk:
                self._ended = True
                break
            pieces.append(chunk)
            got += len(chunk)
        if pieces:
            self._lines += self._text.count("\n", 0, self._at)
            self._text = "".join([self._text[self._at :], *pieces])
            self._at = 0
        return bool(pieces)

    def _cut(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault may be only that the buffer ends: the longest token that can be cut is an escape."""
        return error.msg.startswith("Unterminated string") or error.pos > len(self._text) - 16

    def _broken(self, error: json.JSONDecodeError) -> NoReturn:
        if error.pos >= len(self._text) or error.msg.startswith("Unterminated string"):
            self._truncated(error.pos)
        raise InputError(f"{self._where(error.pos)}: not valid JSON: {error.msg}{_AGAIN}") from error

    def _fail(self, why: str) -> NoReturn:
        if not self.peek():
            self._truncated(self._at)
        raise InputError(f"{self._where(self._at)}: not valid JSON: {why}{_AGAIN}")

    def _truncated(self, position: int) -> NoReturn:
        raise InputError(f"{self._where(position)}: the JSON ends too early: the file is cut short{_AGAIN}")

    def _where(self, position: int) -> str:
        return f"{self._shown}:{self._lines + self._text.count(chr(10), 0, position) + 1}"


def strings(value: Any) -> list[str]:
    """The strings in an array; empty for anything else."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


_AGAIN = "; write it again with `terraform show -json`"
