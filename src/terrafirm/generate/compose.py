"""Put a blueprint's modules together: which inputs refer to what, and what falls away with a module left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from terrafirm.generate.catalogue import Blueprint, Cloud, ModulePart
from terrafirm.generate.hcl_format import Expression, Value
from terrafirm.model.record import dataclass

_MODULE = re.compile(r"\bmodule\.([a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class Call:
    """One module call: the part, and its inputs with only references that hold."""

    part: ModulePart
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Composition:
    """What a root module is made of."""

    blueprint: Blueprint
    cloud: Cloud
    calls: tuple[Call, ...]


def compose(blueprint: Blueprint, cloud: Cloud) -> Composition:
    """The module calls of a blueprint on a cloud, foundation first."""
    names = (*cloud.foundation, *blueprint.modules[cloud.name])
    parts = [cloud.modules[name] for name in names]
    labels = frozenset(part.label for part in parts)
    used = _used_keys(cloud, parts, labels)
    calls = []
    for part in parts:
        resolved = {name: _resolve(value, labels, used) for name, value in {**cloud.common, **part.inputs}.items()}
        kept = {name: value for name, value in resolved.items() if not isinstance(value, _Left) and value != {}}
        calls.append(Call(part, {name: value for name, value in kept.items() if not _unset(part, name)}))
    return Composition(blueprint, cloud, tuple(calls))


class _Left:
    """Stands for what is left out."""


_LEFT = _Left()


def _unset(part: ModulePart, name: str) -> bool:
    """Whether a part says that it does not take a common input (``name: null``)."""
    return name in part.inputs and part.inputs[name] is None


def _resolve(value: Any, labels: frozenset[str], used: frozenset[str]) -> Any:
    if isinstance(value, str):
        return Expression(value) if set(_MODULE.findall(value)) <= labels else _LEFT
    if isinstance(value, list):
        items = [_resolve(item, labels, used) for item in value]
        kept = [item for item in items if not isinstance(item, _Left)]
        return kept if kept or not items else _LEFT
    if isinstance(value, Mapping):
        if "with" in value:
            label = value["with"].replace("-", "_")
            return _resolve(value["value"], labels, used) if label in labels else _LEFT
        if "used-keys" in value:
            return _keys(value["used-keys"], labels, used)
        entries = {key: _resolve(item, labels, used) for key, item in value.items()}
        found = {key: item for key, item in entries.items() if not isinstance(item, _Left)}
        return found if found or not entries else _LEFT
    return value


def _keys(shape: Any, labels: frozenset[str], used: frozenset[str]) -> Any:
    """The keys that something refers to: a list of purposes, or the entries of a map."""
    if shape == "list":
        return sorted(used)
    return {purpose: _resolve(shape[purpose], labels, used) for purpose in sorted(used)}


def _used_keys(cloud: Cloud, parts: list[ModulePart], labels: frozenset[str]) -> frozenset[str]:
    """The purposes that some input asks a key for."""
    pattern = re.compile(re.escape(cloud.key_reference) + r'\["([a-z-]+)"\]')
    return frozenset(
        purpose
        for part in parts
        for text in _texts(part.inputs)
        if set(_MODULE.findall(text)) <= labels
        for purpose in pattern.findall(text)
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for child in children for text in _texts(child)]
