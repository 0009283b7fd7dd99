"""Addresses as Terraform writes them: instance keys, module paths, and the parts of a reference."""

from __future__ import annotations

import re
from typing import NamedTuple

Key = str | int | None

_STEP = re.compile(r'\.?([^.\[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[(\*)\]', re.DOTALL)
_KEY = re.compile(r'\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]\Z', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|\$\$\{|%%\{", re.DOTALL)
#: What Terraform escapes in a quoted key (``toHCLQuotedString``): also all that does not print, here the control codes.
_QUOTED = re.compile(r'["\\]|[$%](?=\{)|[\x00-\x1f\x7f-\x9f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "$": "$$", "%": "%%"}
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


class Index(NamedTuple):
    """A step in brackets; the key ``*`` stands for all or an unknown one."""

    key: str | int


Step = str | Index


def suffix(key: Key) -> str:
    """An instance key as it ends an address."""
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    return '["' + _QUOTED.sub(_escape, key) + '"]'


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    return _ESCAPES.get(found) or (f"\\u{ord(found):04x}" if ord(found) < 0x10000 else f"\\U{ord(found):08x}")


def steps(text: str) -> list[Step]:
    """The names and indices of an address or a reference; an empty list for text that is neither."""
    found: list[Step] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            return []
        name, number, quoted, star = match.groups()
        if name is not None:
            found.append(name)
        elif number is not None:
            found.append(Index(int(number)))
        else:
            found.append(Index(star if star is not None else _unescape(quoted)))
        at = match.end()
    return found


def _unescape(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        escape = match.group(1)
        if escape is None:
            return match.group()[1:]
        if escape[0] in "uU" and len(escape) > 1:
            return chr(int(escape[1:], 16))
        return _ESCAPED.get(escape, escape)

    return _ESCAPE.sub(plain, text)


class ModuleStep(NamedTuple):
    """One module call on the way down, with the key of the instance."""

    name: str
    key: Key


def module_path(address: str) -> tuple[ModuleStep, ...]:
    """The calls that lead to a module instance, outermost first."""
    path: list[ModuleStep] = []
    found = steps(address)
    for at, step in enumerate(found):
        if step == "module" and at + 1 < len(found):
            name = found[at + 1]
            after = found[at + 2] if at + 2 < len(found) else None
            if isinstance(name, str):
                path.append(ModuleStep(name, after.key if isinstance(after, Index) else None))
    return tuple(path)


def joined(module: str, mode: str, type: str, name: str) -> str:
    """The address of a resource, without an instance key."""
    own = f"{type}.{name}" if mode == "managed" else f"{mode}.{type}.{name}"
    return f"{module}.{own}" if module else own


def without_key(address: str) -> str:
    """A resource address without its instance key."""
    return _KEY.sub("", address)
