"""Write HCL from data, laid out exactly as ``terraform fmt`` leaves it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from terrafirm.generate.escape import hcl_string
from terrafirm.model.record import dataclass

_WIDTH = 100
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Expression:
    """HCL that is written as it stands, such as a reference."""

    text: str


Value = Expression | str | int | float | bool | None | Mapping[str, "Value"] | Sequence["Value"]


def attributes(items: Mapping[str, Value], indent: int = 1) -> str:
    """Attributes of a body: the short ones aligned in one group, then each long one on its own after a blank line."""
    pad = "  " * indent
    lines: dict[str, str] = {name: value_text(value, indent, len(pad) + len(name) + 3) for name, value in items.items()}
    short = {name: text for name, text in lines.items() if "\n" not in text}
    groups = ["\n".join(_aligned(short, pad))] if short else []
    groups += [f"{pad}{name} = {text}" for name, text in lines.items() if "\n" in text]
    return "\n\n".join(groups)


def block(header: str, items: Mapping[str, Value], *more: str) -> str:
    """A block: its header, attributes and any nested text, already indented."""
    body = "\n\n".join(part for part in (attributes(items), *more) if part)
    return f"{header} {{\n{body}\n}}\n"


def value_text(value: Value, indent: int, column: int) -> str:
    """An expression at a column; over several lines where one line would be too long or too dense."""
    if isinstance(value, Expression):
        return value.text
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return hcl_string(value)
    if isinstance(value, Mapping):
        return _object(value, indent, column)
    return _tuple(value, indent, column)


def _object(value: Mapping[str, Value], indent: int, column: int) -> str:
    if not value:
        return "{}"
    pad = "  " * (indent + 1)
    lines = {_key(name): value_text(item, indent + 1, len(pad) + len(_key(name)) + 3) for name, item in value.items()}
    inline = "{ " + ", ".join(f"{name} = {text}" for name, text in lines.items()) + " }"
    dense = len(value) > 2 or any(isinstance(item, Mapping) and len(item) > 1 for item in value.values())
    if "\n" not in inline and not dense and column + len(inline) <= _WIDTH:
        return inline
    return "{\n" + "\n".join(_aligned(lines, pad)) + "\n" + "  " * indent + "}"


def _tuple(value: Sequence[Value], indent: int, column: int) -> str:
    items = [value_text(item, indent + 1, column) for item in value]
    inline = f"[{', '.join(items)}]"
    if "\n" not in inline and column + len(inline) <= _WIDTH:
        return inline
    pad = "  " * (indent + 1)
    return "[\n" + "".join(f"{pad}{item},\n" for item in items) + "  " * indent + "]"


def _aligned(lines: Mapping[str, str], pad: str) -> list[str]:
    """Neighbouring one-line entries share the column of their equals sign; an entry of several lines ends the group."""
    written: list[str] = []
    group: list[tuple[str, str]] = []
    for name, text in lines.items():
        if "\n" not in text:
            group.append((name, text))
            continue
        written += _group(group, pad)
        group = []
        written.append(f"{pad}{name} = {text}")
    return written + _group(group, pad)


def _group(group: list[tuple[str, str]], pad: str) -> list[str]:
    width = max((len(name) for name, _ in group), default=0)
    return [f"{pad}{name:<{width}} = {text}" for name, text in group]


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else hcl_string(name)
