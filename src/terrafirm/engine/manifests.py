"""Kubernetes objects written as manifests, seen as the typed resources that would make the same objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from terrafirm.engine.decoded import decode
from terrafirm.engine.kinds import CUSTOM_RESOURCE, PODS, TYPED
from terrafirm.engine.paths import Found, Path, find, parse_path
from terrafirm.engine.restated import Restated
from terrafirm.model.provider_schema import Block, resource_block
from terrafirm.model.resource import Resource
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, bare

#: Where each type holds its manifest, and the decoder of its text.
_HOLDERS = {"kubernetes_manifest": ("manifest", ""), "kubectl_manifest": ("yaml_body", "yaml")}


def objects_in(resources: Iterable[Resource]) -> Iterator[ManifestObject]:
    """The objects that manifests among ``resources`` describe, as far as a typed resource says the same.

    A custom resource that holds pod specs becomes one object of type :data:`CUSTOM_RESOURCE` with all of them.
    """
    for resource in resources:
        if resource.type in _HOLDERS and resource.mode == "managed":
            found = _object_in(resource)
            if found is not None:
                yield found


def schema_of(type: str) -> Block | None:
    """The schema of a resource type; that of a pod for custom resources that hold pods."""
    return resource_block("kubernetes_pod_v1" if type == CUSTOM_RESOURCE else type)


def _object_in(resource: Resource) -> ManifestObject | None:
    name, decoder = _HOLDERS[resource.type]
    manifest = bare(resource.get(name))
    if decoder:
        manifest = bare(decode(manifest, decoder))
    if not isinstance(manifest, dict):
        return None
    version, kind = bare(manifest.get("apiVersion")), bare(manifest.get("kind"))
    if not isinstance(version, str) or not isinstance(kind, str):
        return None
    identity = (version.rpartition("/")[0], kind)
    if identity in TYPED:
        return ManifestObject(resource, TYPED[identity], manifest, name, not decoder)
    pods = [found for path in PODS.get(identity, ()) for found in _pods(manifest, path)]
    return ManifestObject(resource, CUSTOM_RESOURCE, manifest, name, not decoder, pods) if pods else None


def _pods(manifest: dict[str, Value], path: str) -> Iterator[Found]:
    for found in find(_Root(manifest), parse_path(path)):
        if found.value is not None:
            yield found


class _Root:
    """The manifest as a source of values."""

    __slots__ = ("value",)

    def __init__(self, value: dict[str, Value]) -> None:
        self.value = value

    def get(self, name: str) -> Value:
        return bare(self.value.get(name))


class ManifestObject(Restated):
    """A manifest's object under the names of a typed resource."""

    def __init__(
        self,
        written: Resource,
        type: str,
        manifest: dict[str, Value],
        holder: str,
        is_structured: bool,
        pods: list[Found] | None = None,
    ) -> None:
        super().__init__(written, type, holder, is_structured)
        self._manifest = manifest
        self._pods = pods

    def values(self) -> dict[str, Value]:
        """What the manifest sets."""
        block = schema_of(self.type)
        if block is None:
            return {}
        values: dict[str, Value] = _renamed(self._manifest, block)
        if self._pods is not None:
            inner = block.blocks["spec"].block
            values["spec"] = [_nested(found.value, inner) for found in self._pods]
        return values

    def steps(self, path: Path) -> Iterable[str | int]:
        """The keys of the manifest."""
        if self._pods is not None and path[0] == "spec" and len(path) > 1 and isinstance(path[1], int):
            found = self._pods[path[1]]
            return (*found.path, *_written(found.value, path[2:]))
        return _written(self._manifest, path)


def _written(value: Value, path: Path) -> Iterator[str | int]:
    """The steps of ``path`` under the names of the manifest; an index into what is a single object falls away."""
    for step in path:
        value = bare(value)
        if isinstance(step, int):
            if isinstance(value, (list, tuple)):
                yield step
                value = value[step] if step < len(value) else None
            continue
        key = _camel(step)
        if isinstance(value, dict):
            names = _spellings(value)
            key = next((names[name] for name in _forms(step) if name in names), key)
        yield key
        value = value.get(key) if isinstance(value, dict) else None


def _camel(name: str) -> str:
    """A typed name as a manifest that had it would most likely spell it."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _spellings(value: dict[str, Value]) -> dict[str, str]:
    """The keys of an object by their lower-case form: ``hostPID`` and ``host_pid`` meet at ``hostpid``."""
    return {key.lower(): key for key in value}


def _forms(name: str) -> tuple[str, ...]:
    """The lower-case forms that a typed name can have in a manifest: its own, and for lists of blocks the plurals."""
    plain = name.replace("_", "")
    if plain == "data":
        return "data", "stringdata"
    return (plain, f"{plain}s", f"{plain[:-1]}ies") if plain.endswith("y") else (plain, f"{plain}s")


def _own(name: str) -> tuple[str, ...]:
    """The forms of an attribute's name: attributes keep their number, and a secret's data may be ``stringData``."""
    return _forms(name) if name == "data" else _forms(name)[:1]


def _renamed(value: dict[str, Value], block: Block) -> dict[str, Value]:
    names = _spellings(value)
    found: dict[str, Value] = {}
    for name, attribute in block.attributes.items():
        key = next((names[form] for form in _own(name) if form in names), None)
        if key is None:
            continue
        if attribute.nested is not None:
            found[name] = _nested(value[key], Block(attribute.nested.attributes, {}))
        else:
            found[name] = _typed(value[key], attribute.type)
    for name, nested in block.blocks.items():
        key = next((names[form] for form in _forms(name) if form in names), None)
        if key is not None:
            found[name] = _elements(value[key], nested.block)
    return found


def _nested(value: Value, block: Block) -> Value:
    """The value of a nested attribute: an object stays one, a list of objects a list."""
    inner = bare(value)
    renamed = _elements(inner, block)
    return renamed[0] if isinstance(inner, dict) else renamed


def _elements(value: Value, block: Block) -> Value:
    """A nested object, or a list of them, as the list of blocks that it is in a typed resource."""
    if type(value) is Sensitive:
        return Sensitive(_elements(value.value, block))
    if isinstance(value, dict):
        return [_renamed(value, block)]
    if isinstance(value, (list, tuple)):
        return [_renamed(bare(item), block) if isinstance(bare(item), dict) else item for item in value]
    return value


def _typed(value: Value, kind: Any) -> Value:
    """A scalar as the typed attribute has it: the provider writes user ids and quantities as text."""
    if type(value) in (Unknown, Sensitive) or value is None:
        return value
    if kind == "string" and not isinstance(value, (str, dict, list, tuple, TSet)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(kind, list) and kind[0] == "map" and isinstance(value, dict):
        return {key: _typed(item, kind[1]) for key, item in value.items()}
    return value
