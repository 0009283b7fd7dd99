"""Read state files of format 4, the one Terraform and OpenTofu have written since 0.12."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.sources.state.resource import Identity, RecordedResource, schema_of
from terrafirm.sources.state.stream import JsonStream, strings

_PROVIDER = re.compile(r'\["([^"]*)"\]')


def read_resources(stream: JsonStream, location: Location, missed: list[NotEvaluated]) -> Iterator[RecordedResource]:
    """The resources of the ``resources`` array that comes next; what cannot be read is added to ``missed``."""
    if stream.peek() != "[":
        stream.value()
        return
    for _ in stream.elements():
        raw = stream.value()
        if isinstance(raw, dict):
            yield from _instances(raw, location, missed)


def _instances(raw: dict[str, Any], location: Location, missed: list[NotEvaluated]) -> Iterator[RecordedResource]:
    instances = raw.get("instances")
    for instance in instances if isinstance(instances, list) else ():
        if not isinstance(instance, dict):
            continue
        identity = _identity(raw, instance.get("index_key"))
        if "deposed" in instance:
            why = f"{identity.address}: the deposed object {instance['deposed']} still awaits its destruction"
            missed.append(NotEvaluated(location.path, 0, why, fatal=False))
            continue
        values = instance.get("attributes")
        if not isinstance(values, dict):
            why = "is recorded in a form older than Terraform 0.12: run `terraform apply -refresh-only`"
            why = f"{identity.address} {why}"
            missed.append(NotEvaluated(location.path, 0, why))
            continue
        yield RecordedResource(
            identity,
            _unwrapped(identity, values),
            _marks(instance.get("sensitive_attributes"), values),
            location,
            strings(instance.get("dependencies")),
        )


def _identity(raw: dict[str, Any], key: Any) -> Identity:
    provider = raw.get("provider")
    match = _PROVIDER.search(provider) if isinstance(provider, str) else None
    return Identity(
        str(raw.get("module") or ""),
        str(raw.get("mode") or "managed"),
        str(raw.get("type") or ""),
        str(raw.get("name") or ""),
        key if isinstance(key, (str, int)) and not isinstance(key, bool) else None,
        match.group(1) if match else "",
    )


def _unwrapped(identity: Identity, values: dict[str, Any]) -> dict[str, Any]:
    """Attributes of dynamic type are recorded together with the type they had: ``{"value": ..., "type": ...}``."""
    schema = schema_of(identity)
    if schema is None:
        return values
    dynamic = [name for name, attribute in schema.attributes.items() if attribute.type == "dynamic"]
    for name in dynamic:
        value = values.get(name)
        if isinstance(value, dict) and value.keys() == {"value", "type"}:
            values[name] = value["value"]
    return values


def _marks(paths: Any, values: dict[str, Any]) -> Any:
    """Sensitive paths as marks in the shape of the values."""
    root: dict[str, Any] = {}
    for path in paths if isinstance(paths, list) else ():
        if isinstance(path, list):
            _mark(root, path, values)
    return root


def _mark(marks: dict[str, Any], path: list[Any], values: dict[str, Any]) -> None:
    name, rest = _step(path[0]) if path else None, path[1:]
    if not isinstance(name, str):
        return
    marks[name] = _below(marks.get(name), rest, values.get(name))


def _below(marks: Any, path: list[Any], value: Any) -> Any:
    """``marks`` with ``path`` marked too; a path that the value does not have marks all that it has got to."""
    if marks is True or not path:
        return True
    step = _step(path[0])
    if isinstance(step, str) and isinstance(value, dict) and step in value:
        inner = dict(marks) if isinstance(marks, dict) else {}
        inner[step] = _below(inner.get(step), path[1:], value[step])
        return inner
    if isinstance(step, int) and isinstance(value, list) and 0 <= step < len(value):
        items = list(marks) if isinstance(marks, list) else [None] * len(value)
        items[step] = _below(items[step], path[1:], value[step])
        return items
    return True


def _step(step: Any) -> str | int | None:
    """A step of a sensitive path: ``get_attr`` with a name, or ``index`` with a typed key."""
    value = step.get("value") if isinstance(step, dict) else step
    if isinstance(value, dict):
        value = value.get("value")
    return value if isinstance(value, (str, int)) and not isinstance(value, bool) else None
