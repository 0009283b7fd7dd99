"""Read states in the form of `terraform show -json`, which plans hold too as their prior state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from terrafirm.model.resource import Location
from terrafirm.sources.state.resource import Identity, RecordedResource
from terrafirm.sources.state.stream import JsonStream, strings

#: Modules within modules that are read.
MAX_MODULES = 200


def shown_resources(stream: JsonStream, location: Location) -> Iterator[RecordedResource]:
    """The resources of the ``values`` object that comes next in the stream, one at a time; deposed ones left out."""
    for raw in shown_objects(stream):
        if "deposed_key" not in raw:
            yield recorded(raw, location)


def shown_objects(stream: JsonStream) -> Iterator[dict[str, Any]]:
    """The resource objects of the ``values`` object that comes next."""
    if stream.peek() != "{":
        stream.value()
        return
    for key in stream.members():
        if key == "root_module":
            yield from _module(stream, 0)
        else:
            stream.value()


def _module(stream: JsonStream, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_MODULES:
        stream.refuse(f"modules are nested more than {MAX_MODULES} deep")
    if stream.peek() != "{":
        stream.value()
        return
    for key in stream.members():
        if key == "resources" and stream.peek() == "[":
            for _ in stream.elements():
                raw = stream.value()
                if isinstance(raw, dict):
                    yield raw
        elif key == "child_modules" and stream.peek() == "[":
            for _ in stream.elements():
                yield from _module(stream, depth + 1)
        else:
            stream.value()


def recorded(raw: dict[str, Any], location: Location) -> RecordedResource:
    """The resource that an object of the ``values`` form describes."""
    values = raw.get("values")
    return RecordedResource(
        identity_of(raw),
        values if isinstance(values, dict) else {},
        raw.get("sensitive_values"),
        location,
        strings(raw.get("depends_on")),
    )


def identity_of(raw: dict[str, Any]) -> Identity:
    """The identity in an object with ``address``, ``mode``, ``type``, ``name`` and ``index``."""
    mode, kind, name = _text(raw, "mode") or "managed", _text(raw, "type"), _text(raw, "name")
    key = raw.get("index")
    return Identity(
        _module_of(raw, mode, kind, name),
        mode,
        kind,
        name,
        key if isinstance(key, (str, int)) and not isinstance(key, bool) else None,
        _text(raw, "provider_name"),
    )


def _module_of(raw: dict[str, Any], mode: str, kind: str, name: str) -> str:
    """The module's address: given in changes, the front of the resource's address in states."""
    given = _text(raw, "module_address")
    if given:
        return given
    address = _text(raw, "address")
    own = f"{kind}.{name}" if mode == "managed" else f"{mode}.{kind}.{name}"
    if not address.startswith("module."):
        return ""
    # the last occurrence that is followed by nothing but an instance key: keys of modules may hold anything
    at = address.rfind(f".{own}")
    while at > 0:
        rest = address[at + len(own) + 1 :]
        if not rest or rest.startswith("["):
            return address[:at]
        at = address.rfind(f".{own}", 0, at)
    return ""


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""
