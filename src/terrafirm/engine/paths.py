"""Look a rule's path up in a resource: through blocks, lists, maps and encoded strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol

from terrafirm.engine.decoded import decode
from terrafirm.model.value import Sensitive, TSet, Unknown, Value

Path = tuple[str | int, ...]


class Source(Protocol):
    """Anything with named values: a resource, or an element of one."""

    def get(self, name: str) -> Value:
        """The value of ``name``; null when absent."""


class Found(NamedTuple):
    """A value at a concrete path; ``sensitive`` when it, or something around it, is marked so."""

    path: Path
    value: Value
    sensitive: bool = False


class Segment(NamedTuple):
    """One step of a path: a name, a pattern of keys (``*``, ``*token*``) or a number, and its decoders."""

    name: str
    decoders: tuple[str, ...]


def parse_path(text: str) -> tuple[Segment, ...]:
    """The steps of ``a.b|json.c``."""
    steps = []
    for part in text.split("."):
        name, *decoders = part.split("|")
        steps.append(Segment(name, tuple(decoders)))
    return tuple(steps)


def find(source: Source, segments: tuple[Segment, ...], base: Path = ()) -> Iterable[Found]:
    """Every value that the path leads to; a null value where it leads to nothing."""
    first = segments[0]
    value = source.get(first.name)
    if len(segments) == 1 and not first.decoders and type(value) is not Sensitive:
        return (Found((*base, first.name), value),)
    return _descend(value, first.decoders, segments[1:], (*base, first.name), False)


def _descend(
    value: Value, decoders: tuple[str, ...], rest: tuple[Segment, ...], at: Path, sensitive: bool
) -> Iterator[Found]:
    if type(value) is Sensitive:
        value, sensitive = value.value, True
    for decoder in decoders:
        value = decode(value, decoder)
    if not rest or value is None or type(value) is Unknown:
        yield Found(at, value, sensitive)
        return
    step = rest[0]
    if isinstance(value, dict):
        if "*" in step.name:
            keys = [key for key in value if fnmatchcase(key.lower(), step.name)]
            if not keys:
                yield Found(at, None, sensitive)
            for key in keys:
                yield from _descend(value[key], step.decoders, rest[1:], (*at, key), sensitive)
        else:
            yield from _descend(value.get(step.name), step.decoders, rest[1:], (*at, step.name), sensitive)
    elif isinstance(value, (list, tuple, TSet)):
        items = value.items if isinstance(value, TSet) else value
        if step.name.isdigit():
            index = int(step.name)
            picked = items[index] if index < len(items) else None
            yield from _descend(picked, step.decoders, rest[1:], (*at, index), sensitive)
            return
        if not items:
            yield Found(at, None, sensitive)
        for index, item in enumerate(items):
            yield from _descend(item, (), rest, (*at, index), sensitive)
    else:
        yield Found(at, None, sensitive)


def elements(found: Found) -> Iterable[Found]:
    """The elements of a found list, or the found value itself."""
    value = found.value
    if not isinstance(value, (list, tuple, TSet)):
        return (found,)
    items = value.items if isinstance(value, TSet) else value
    if not items:
        return (Found(found.path, None, found.sensitive),)
    return [
        Found((*found.path, index), item.value, True)
        if type(item) is Sensitive
        else Found((*found.path, index), item, found.sensitive)
        for index, item in enumerate(items)
    ]
