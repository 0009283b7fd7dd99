"""Find the comments of a stretch of configuration, and not what only looks like one inside strings and heredocs."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IN_CODE = re.compile(r'["{}]|\#|//|/\*|<<-?[^\W\d][\w-]*[ \t]*\r?\n')
_IN_STRING = re.compile(r'\\.|\$\$\{|%%\{|[$%]\{|"|\n', re.DOTALL)
#: In JSON syntax a comment is the value of a property named "//".
_JSON_COMMENT = re.compile(r'"//"\s*:\s*("(?:[^"\\\n]|\\.)*")')


def comments(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The offset and text of each comment between two offsets of a file, neither of which is inside anything.

    A comment of several lines comes line by line.
    """
    around: list[str] = []  # what the place is in: a string, an interpolation in one, braces
    at = start
    while at < end:
        in_string = bool(around) and around[-1] == '"'
        match = (_IN_STRING if in_string else _IN_CODE).search(text, at, end)
        if match is None:
            return
        found, at = match.group(), match.end()
        if in_string:
            if found in ('"', "\n"):
                around.pop()
            elif found in ("${", "%{"):
                around.append("{")
        elif found in ('"', "{"):
            around.append(found)
        elif found == "}":
            if around:
                around.pop()
        elif found.startswith("<<"):
            at = _after_heredoc(text, at, end, found[2:].lstrip("-").strip())
        else:
            closing = "*/" if found == "/*" else "\n"
            stop = text.find(closing, at, end)
            stop = end if stop == -1 else stop
            yield from _lines(text, match.start(), stop)
            at = stop + len(closing) if found == "/*" else stop


def json_comments(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The same for JSON syntax."""
    import json

    for match in _JSON_COMMENT.finditer(text, start, end):
        try:
            yield match.start(1), str(json.loads(match.group(1)))
        except ValueError:
            continue


def above(text: str, start: int) -> int:
    """The offset where the comment lines begin that stand directly above the line of ``start``."""
    top = text.rfind("\n", 0, start) + 1
    if text[top:start].strip():
        return start
    while top > 0:
        line_start = text.rfind("\n", 0, top - 1) + 1
        line = text[line_start : top - 1].strip()
        if line.endswith("*/"):
            opening = text.rfind("/*", 0, top)
            line_start = text.rfind("\n", 0, opening) + 1
            if opening == -1 or text[line_start:opening].strip():
                break
        elif not line.startswith(("#", "//")):
            break
        top = line_start
    return top


def _after_heredoc(text: str, at: int, end: int, name: str) -> int:
    closing = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*\r?$", re.MULTILINE).search(text, at, end)
    return end if closing is None else closing.end()


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    for line in text[start:stop].split("\n"):
        yield start, line
        start += len(line) + 1
