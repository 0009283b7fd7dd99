"""Patterns of ``fileset``: ``*``, ``?``, ``**``, ``[class]`` and ``{one,other}``."""

from __future__ import annotations

import re
from typing import Any

from terrafirm.sources.hcl.functions.contract import FunctionError

_TOKEN = re.compile(
    r"(?P<deep>\*\*/?)|(?P<star>\*)|(?P<any>\?)"
    r"|\[(?P<negated>[!^]?)(?P<class>(?:\\.|[^\]\\])+)\]"
    r"|\\(?P<escaped>.)|(?P<brace>[{},])|(?P<text>.)",
    re.DOTALL,
)


def glob_expression(pattern: str) -> Any:
    """An expression for whole paths; raises :class:`FunctionError` for a malformed pattern.

    The dialect is that of github.com/bmatcuk/doublestar v1, which Terraform uses: ``**`` crosses directories only
    where it is a whole path segment, elsewhere it is ``*``.
    """
    import re2

    pieces: list[str] = []
    depth = 0
    for match in _TOKEN.finditer(pattern):
        kind = match.lastgroup
        if kind == "deep":
            pieces.append(_deep(match, pattern))
        elif kind == "star":
            pieces.append("[^/]*")
        elif kind == "any":
            pieces.append("[^/]")
        elif kind == "class":
            pieces.append(_class(match))
        elif kind == "brace":
            depth += {"{": 1, "}": -1}.get(match.group(), 0)
            if depth < 0:
                raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern")
            pieces.append(_brace(match.group(), depth))
        elif match.group() == "[":
            raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern")
        else:
            pieces.append(re2.escape(match.group("escaped") or match.group("text")))
    if depth:
        raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern")
    try:
        return re2.compile("(?s)" + "".join(pieces))
    except re2.error as error:
        raise FunctionError(f"failed to glob pattern {pattern}: syntax error in pattern") from error


def _deep(match: re.Match[str], pattern: str) -> str:
    starts = match.start() == 0 or pattern[match.start() - 1] == "/"
    slash = match.group().endswith("/")
    if starts and slash:
        return "(?:[^/]+/)*"
    if starts and match.end() == len(pattern):
        return ".*"
    return "[^/]*/" if slash else "[^/]*"


def _class(match: re.Match[str]) -> str:
    body = re.sub(r"\\(.)|([\[^])", lambda found: "\\" + (found.group(1) or found.group(2)), match.group("class"))
    return f"[{'^' if match.group('negated') else ''}{body}]"


def _brace(sign: str, depth: int) -> str:
    if sign == ",":
        return "|" if depth else ","
    return "(?:" if sign == "{" else ")"
