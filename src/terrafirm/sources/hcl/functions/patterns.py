"""regex, regexall and replace: RE2 expressions, matched in linear time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from terrafirm.model.types import Type
from terrafirm.model.value import Unknown, Value, bare
from terrafirm.sources.hcl.functions.contract import (
    ArgumentError,
    CallContext,
    Function,
    FunctionError,
    capped_elements,
    capped_length,
    capped_text,
)
from terrafirm.sources.hcl.functions.declare import pure

_ANY_BYTE = re.compile(r"(?<!\\)(?:\\\\)*\\C")
#: References in a replacement: ``$$``, ``$1``, ``$name``, ``${name}``.
_REFERENCE = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")
#: Characters a pattern may have.
_PATTERN_LIMIT = 100_000
#: Matches one call may look at: about half a second's work.
_MOST_MATCHES = 100_000


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    """A compiled expression; raises :class:`FunctionError` naming what is wrong with it."""
    import re2

    if len(pattern) > _PATTERN_LIMIT:
        raise FunctionError("the pattern is longer than the limit of 100000 characters")
    if _ANY_BYTE.search(pattern):
        # RE2 itself has it, Go's version of RE2 does not
        raise FunctionError("invalid regexp pattern: invalid escape sequence in \\C")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        detail = error.args[0] if error.args else error
        shown = detail.decode() if isinstance(detail, bytes) else detail
        raise FunctionError(f"invalid regexp pattern: {shown}") from error


def _expression(pattern: str) -> Any:
    compiled = _compiled(pattern)
    if compiled.groupindex and len(compiled.groupindex) != compiled.groups:
        raise ArgumentError("pattern", "invalid regexp pattern: cannot mix both named and unnamed capture groups")
    return compiled


def _result(compiled: Any, match: Any) -> Value:
    """All of the match without groups, a tuple of unnamed groups or an object of named ones."""
    if not compiled.groups:
        return match.group()
    if compiled.groupindex:
        return {name: match.group(position) for name, position in compiled.groupindex.items()}
    return tuple(match.groups())


def _result_type(pattern: Value) -> Type:
    if type(pattern) is not str:
        return None
    compiled = _expression(pattern)
    if not compiled.groups:
        return "string"
    if compiled.groupindex:
        return ("object", dict.fromkeys(compiled.groupindex, "string"), {})
    return ("tuple", ("string",) * compiled.groups)


def _first(pattern: str, text: str) -> Value:
    compiled = _expression(pattern)
    match = compiled.search(text)
    if match is None:
        raise FunctionError("pattern did not match any part of the given string")
    return _result(compiled, match)


def _matches(compiled: Any, text: str) -> Any:
    """Matches as Go finds them: an empty match right after another match does not count."""
    last = -1
    for count, match in enumerate(compiled.finditer(text)):
        capped_elements(count, _MOST_MATCHES)
        start, end = match.span()
        if start == end == last:
            continue
        last = end
        yield match


def _every(pattern: str, text: str) -> Value:
    compiled = _expression(pattern)
    return [_result(compiled, match) for match in _matches(compiled, text)]


_PARAMETERS = (("pattern", "string"), ("string", "string"))
_first_known = pure(*_PARAMETERS, result=None)(_first)
_every_known = pure(*_PARAMETERS, result=None)(_every)


def _regex(args: list[Value], context: CallContext) -> Value:
    result = _first_known(args, context)
    if type(bare(result)) is Unknown:
        bare(result).type = _result_type(bare(args[0]))
    return result


def _regexall(args: list[Value], context: CallContext) -> Value:
    result = _every_known(args, context)
    if type(bare(result)) is Unknown:
        bare(result).type = ("list", _result_type(bare(args[0])) or "any")
    return result


def _replace(text: str, wanted: str, replacement: str) -> Value:
    if len(wanted) > 1 and wanted[0] == "/" and wanted[-1] == "/":
        return capped_text(_substitute(_compiled(wanted[1:-1]), text, replacement))
    if len(text) * max(1, len(replacement)) > 1 << 22:
        times = text.count(wanted) if wanted else len(text) + 1
        capped_length(len(text) + times * (len(replacement) - len(wanted)))
    return text.replace(wanted, replacement)


def _substitute(compiled: Any, text: str, replacement: str) -> str:
    plain = "$" not in replacement
    pieces: list[str] = []
    at = size = 0
    for match in _matches(compiled, text):
        start, end = match.span()
        inserted = replacement if plain else _expanded(compiled, match, replacement)
        pieces += (text[at:start], inserted)
        size += len(inserted)
        capped_length(size)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _expanded(compiled: Any, match: Any, replacement: str) -> str:
    return _REFERENCE.sub(lambda reference: _referred(compiled, match, reference), replacement)


def _referred(compiled: Any, match: Any, reference: re.Match[str]) -> str:
    """What a reference stands for: nothing when there is no such group, as in Go's Expand."""
    if reference.group(1):
        return "$"
    name = reference.group(2) or reference.group(3)
    if name.isdigit():
        position = int(name)
        return (match.group(position) or "") if position <= compiled.groups else ""
    position = compiled.groupindex.get(name, 0)
    return (match.group(position) or "") if position else ""


FUNCTIONS: dict[str, Function] = {
    "regex": _regex,
    "regexall": _regexall,
    "replace": pure(("str", "string"), ("substr", "string"), ("replace", "string"))(_replace),
}
