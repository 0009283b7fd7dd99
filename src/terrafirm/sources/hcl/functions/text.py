"""Functions on strings."""

from __future__ import annotations

from terrafirm.model.types import Type
from terrafirm.model.value import Unknown, Value, bare, has_sensitive
from terrafirm.sources.hcl.functions.contract import (
    ArgumentError,
    CallContext,
    Function,
    FunctionError,
    capped_elements,
    capped_length,
    capped_text,
)
from terrafirm.sources.hcl.functions.declare import pure, unmark_deep, whole, wrap
from terrafirm.sources.hcl.functions.graphemes import clusters
from terrafirm.sources.hcl.functions.letters import WHITE_SPACE, lower, title, upper
from terrafirm.sources.hcl.normal_form import composed

_STRINGS: Type = ("list", "string")


def _chomp(text: str) -> Value:
    return text.rstrip("\r\n")


def _indent(spaces: Value, text: str) -> Value:
    width = whole(spaces, "spaces")
    if width < 0:
        raise FunctionError("the number of spaces must not be negative")
    capped_length(len(text) + width * text.count("\n"))
    return text.replace("\n", "\n" + " " * width)


def _join(args: list[Value], context: CallContext) -> Value:
    if len(args) == 2 and type(args[0]) is str and type(args[1]) in (list, tuple):
        try:
            return capped_text(args[0].join(args[1]))
        except TypeError:  # an element is not plain text: convert it, or carry its ignorance
            pass
    result = _join_any(args, context)
    plain = bare(result)
    if type(plain) is Unknown and len(args) == 2 and not any(map(has_sensitive, args)):
        _remember_pieces(plain, args[0], args[1])
    return result


def _remember_pieces(result: Unknown, separator: Value, items: Value) -> None:
    """What is known of a joined text: its pieces, and those before the first unknown as prefix."""
    if type(separator) is not str or type(items) not in (list, tuple):
        return
    pieces: list[Value] = []
    for position, item in enumerate(items):
        if position and separator:
            pieces.append(separator)
        pieces.append(item)
    result.parts = tuple(pieces)


def _join_all(separator: str, *lists: list[Value]) -> Value:
    if not lists:
        raise FunctionError("at least one list is required")
    for number, items in enumerate(lists):
        if None in items:
            which = f" of list {number + 1}" if len(lists) > 1 else ""
            raise ArgumentError("lists", f"element {items.index(None)}{which} is null; cannot concatenate null values")
    return capped_text(separator.join(item for items in lists for item in items))


_join_any = pure(("separator", "string"), more=("lists", _STRINGS))(_join_all)


def _split(separator: str, text: str) -> Value:
    capped_elements(text.count(separator) if separator else len(text))
    return text.split(separator) if separator else list(text)


def _substr(text: str, offset: Value, length: Value) -> Value:
    start, size = whole(offset, "offset"), whole(length, "length")
    if start >= 0 and size == 0:
        return ""
    found = clusters(text)
    if start < 0:
        start = max(0, start + len(found))
    rest = found[start:]
    # with a negative offset Terraform misses the stop at zero characters and returns the whole rest
    return "".join(rest if size <= 0 else rest[:size])


def _strrev(text: str) -> Value:
    return composed("".join(reversed(clusters(text))))


def _startswith(args: list[Value], context: CallContext) -> Value:
    if len(args) == 2 and type(args[0]) is str and type(args[1]) is str:
        return args[0].startswith(args[1])
    result = _startswith_any(args, context)
    if type(bare(result)) is not Unknown:
        return result
    (text, prefix), hidden = unmark_deep(args)
    if type(prefix) is not str or type(text) is not Unknown:
        return result
    if text.prefix.startswith(prefix):
        return wrap(True, hidden)
    if len(text.prefix) >= len(prefix):
        return wrap(False, hidden)
    return result


_startswith_any = pure(("str", "string"), ("prefix", "string"), result="bool")(str.startswith)


def _trim(text: str, cutset: str) -> Value:
    return text.strip(cutset) if cutset else text


def _lone(name: str) -> tuple[str, Type]:
    return (name, "string")


_STR = _lone("str")

FUNCTIONS: dict[str, Function] = {
    "chomp": pure(_STR)(_chomp),
    "endswith": pure(_STR, _lone("suffix"), result="bool")(str.endswith),
    "indent": pure(("spaces", "number"), _STR)(_indent),
    "join": _join,
    "lower": pure(_STR)(lower),
    "split": pure(_lone("separator"), _STR, result=_STRINGS)(_split),
    "startswith": _startswith,
    "strcontains": pure(_STR, _lone("substr"), result="bool")(str.__contains__),
    "strrev": pure(_STR)(_strrev),
    "substr": pure(_STR, ("offset", "number"), ("length", "number"))(_substr),
    "title": pure(_STR)(title),
    "trim": pure(_STR, _lone("cutset"))(_trim),
    "trimprefix": pure(_STR, _lone("prefix"))(str.removeprefix),
    "trimspace": pure(_STR)(lambda text: text.strip(WHITE_SPACE)),
    "trimsuffix": pure(_STR, _lone("suffix"))(str.removesuffix),
    "upper": pure(_STR)(upper),
}
