"""yamlencode, byte for byte: libyaml's block style with every string quoted."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from terrafirm.model.types import number_text
from terrafirm.model.value import TSet, Value, first_unknown
from terrafirm.sources.hcl.functions.contract import Budget, CallContext, Function, capped_text
from terrafirm.sources.hcl.functions.declare import expect, unmark_deep, wrap

_WIDTH = 80
_STEP = 2
_BREAKS = "\n\r\x85\u2028\u2029"
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"',
    "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
#: Longest key in bytes that stands on one line with its value.
_LONGEST_KEY = 128


def _printable(letter: str) -> bool:
    point = ord(letter)
    return (
        point == 0x0A
        or 0x20 <= point <= 0x7E
        or 0xA0 <= point <= 0xD7FF
        or (0xE000 <= point <= 0xFFFD and point != 0xFEFF)
    )


def _block_allowed(text: str) -> bool:
    """Whether text may stand as a literal block: printable, no space before a line end or at the end."""
    if text.endswith(" ") or not all(map(_printable, text)):
        return False
    return not any(first == " " and second in _BREAKS for first, second in pairwise(text))


class _Emitter:
    """Writes one document; the state is libyaml's, since its line breaks depend on it."""

    __slots__ = ("budget", "column", "indent", "indention", "out", "whitespace")

    def __init__(self) -> None:
        self.out: list[str] = []
        self.budget = Budget()
        self.column = 0
        self.indent = -1
        self.whitespace = True
        self.indention = True

    def put(self, text: str) -> None:
        self.out.append(text)
        self.column += len(text)

    def line_break(self, letter: str = "\n") -> None:
        self.out.append(letter)
        self.column = 0

    def start_line(self) -> None:
        """Go to the current indentation, on a new line unless already there."""
        indent = max(self.indent, 0)
        if not self.indention or self.column > indent or (self.column == indent and not self.whitespace):
            self.line_break()
        if self.column < indent:
            self.put(" " * (indent - self.column))
        self.whitespace = self.indention = True

    def indicator(self, sign: str, *, spaced: bool, indention: bool = False) -> None:
        if spaced and not self.whitespace:
            self.put(" ")
        self.put(sign)
        self.whitespace = False
        self.indention = self.indention and indention

    def node(self, value: Value, *, in_mapping: bool = False) -> None:
        self.budget.spend()
        if isinstance(value, dict):
            self.mapping(value) if value else self.indicator("{}", spaced=True)
        elif isinstance(value, (list, tuple, TSet)):
            self.sequence(value, in_mapping) if len(value) else self.indicator("[]", spaced=True)
        elif type(value) is str:
            self.text(value, key=False)
        else:
            self.plain(value)

    def plain(self, value: Value) -> None:
        if type(value) is bool:
            text = "true" if value else "false"
        else:
            text = "null" if value is None else number_text(value)
        self.indicator(text, spaced=True)

    def sequence(self, items: Value, in_mapping: bool) -> None:
        former = self.indent
        if former < 0:
            self.indent = 0
        elif not (in_mapping and not self.indention):
            self.indent += _STEP
        for item in items:
            self.start_line()
            self.indicator("-", spaced=True, indention=True)
            self.node(item)
        self.indent = former

    def mapping(self, value: dict[str, Value]) -> None:
        former = self.indent
        self.indent = 0 if former < 0 else former + _STEP
        for key in sorted(value):
            self.start_line()
            if len(key.encode("utf-8", "replace")) <= _LONGEST_KEY and not any(letter in _BREAKS for letter in key):
                self.text(key, key=True)
                self.indicator(":", spaced=False)
            else:
                self.indicator("?", spaced=True, indention=True)
                self.text(key, key=False)
                self.start_line()
                self.indicator(":", spaced=True, indention=True)
            self.node(value[key], in_mapping=True)
        self.indent = former

    def text(self, text: str, *, key: bool) -> None:
        former = self.indent
        self.indent = _STEP if former < 0 else former + _STEP
        if "\n" in text and not key and _block_allowed(text):
            self.literal(text)
        else:
            self.quoted(text, folds=not key)
        self.indent = former

    def quoted(self, text: str, *, folds: bool) -> None:
        self.indicator('"', spaced=True)
        spaces = False
        last = len(text) - 1
        for at, letter in enumerate(text):
            if letter == " ":
                if folds and not spaces and self.column > _WIDTH and 0 < at < last:
                    self.start_line()
                    if text[at + 1] == " ":
                        self.put("\\")
                else:
                    self.put(letter)
                spaces = True
                continue
            spaces = False
            if letter in '"\\' or letter in _BREAKS or text[0] == "\ufeff" or not _printable(letter):
                self.put(_escaped(letter))
            else:
                self.put(letter)
        self.indicator('"', spaced=False)
        self.whitespace = self.indention = False

    def literal(self, text: str) -> None:
        self.indicator("|", spaced=True)
        if text[0] == " " or text[0] in _BREAKS:
            self.indicator(str(_STEP), spaced=False)
        if text[-1] not in _BREAKS:
            self.indicator("-", spaced=False)
        elif len(text) == 1 or text[-2] in _BREAKS:
            self.indicator("+", spaced=False)
        self.line_break()
        self.whitespace = self.indention = True
        fresh = True
        for letter in text:
            if letter in _BREAKS:
                self.line_break(letter)
                self.indention = fresh = True
                continue
            if fresh:
                self.start_line()
            self.put(letter)
            self.indention = fresh = False


def _escaped(letter: str) -> str:
    short = _ESCAPES.get(letter)
    if short is not None:
        return "\\" + short
    point = ord(letter)
    if point <= 0xFF:
        return f"\\x{point:02X}"
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"


def encode(value: Value) -> str:
    """A wholly known value without marks as a YAML document."""
    emitter = _Emitter()
    emitter.node(value)
    emitter.start_line()
    if type(value) in (bool, int, Decimal) or value is None:
        # libyaml takes a plain scalar at the root for open-ended, and closes the document
        emitter.out.append("...\n")
    return "".join(emitter.out)


def _yamlencode(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    unknown = first_unknown(value)
    if unknown is not None:
        return wrap(unknown.derived(type="string", not_null=True), hidden)
    return wrap(capped_text(encode(value)), hidden)


FUNCTIONS: dict[str, Function] = {"yamlencode": _yamlencode}
