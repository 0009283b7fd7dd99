"""Kubernetes objects written as manifests, seen as the typed resources that would make the same objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from terrafirm.engine.decoded import decode
from terrafirm.engine.kinds import CUSTOM_RESOURCE, PODS, TYPED
from terrafirm.engine.paths import Found, Path, find, parse_path
from terrafirm.engine.renamed import nested, renamed, written_steps
from terrafirm.engine.restated import Restated
from terrafirm.model.provider_schema import Block, resource_block
from terrafirm.model.resource import Resource
from terrafirm.model.value import Value, bare

#: A secret's text may stand under another key than what is encoded.
_ALSO = {"data": ("stringdata",)}
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
        values: dict[str, Value] = renamed(self._manifest, block, _ALSO)
        if self._pods is not None:
            inner = block.blocks["spec"].block
            values["spec"] = [nested(found.value, inner, _ALSO) for found in self._pods]
        return values

    def steps(self, path: Path) -> Iterable[str | int]:
        """The keys of the manifest."""
        if self._pods is not None and path[0] == "spec" and len(path) > 1 and isinstance(path[1], int):
            found = self._pods[path[1]]
            return (*found.path, *written_steps(found.value, path[2:]))
        return written_steps(self._manifest, path)
