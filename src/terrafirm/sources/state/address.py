"""Addresses as Terraform writes them: instance keys, module paths, and the parts of a reference."""

from __future__ import annotations

import re
from typing import NamedTuple

Key = str | int | None

_STEP = re.compile(r'\.?([^.\[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[(\*)\]', re.DOTALL)
_KEY = re.compile(r'\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]\Z', re.DOTALL)
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|\$\$\{|%%\{', re.DOTALL)
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
    escaped = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return '["' + escaped.replace("${", "$${").replace("%{", "%%{") + '"]'


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
