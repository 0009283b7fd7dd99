"""Azure resources written as requests to Azure Resource Manager (azapi), seen as the azurerm resources they equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from terrafirm.engine.decoded import decode
from terrafirm.engine.paths import Path
from terrafirm.engine.restated import Restated
from terrafirm.model.resource import Resource
from terrafirm.model.value import Unknown, Value, bare

if TYPE_CHECKING:
    from terrafirm.engine.arm_fields import Field
    from terrafirm.engine.arm_types import Request

_TYPE = "azapi_resource"
_HOLDER = "body"


def requests_in(resources: Iterable[Resource]) -> Iterator[RequestedResource]:
    """The azurerm resources that ``azapi_resource`` among ``resources`` equal, as far as their type is known here."""
    for resource in resources:
        if resource.type == _TYPE and resource.mode == "managed":
            found = _requested(resource)
            if found is not None:
                yield found


def _requested(resource: Resource) -> RequestedResource | None:
    from terrafirm.engine.arm_types import REQUESTS

    kind = bare(resource.get("type"))
    if not isinstance(kind, str):
        return None
    name = kind.partition("@")[0]
    written = bare(resource.get(_HOLDER))
    # before version 2 of the provider the body was text
    is_text = isinstance(written, str) or (type(written) is Unknown and bool(written.parts or written.document))
    body = bare(decode(written, "json")) if is_text else written
    for request in REQUESTS.get(name.lower(), ()):
        if request.is_meant_by(body):
            return RequestedResource(resource, request, name, body, is_structured=not is_text)
    return None


class RequestedResource(Restated):
    """A request's object under the names of an azurerm resource."""

    def __init__(self, written: Resource, request: Request, name: str, body: Value, *, is_structured: bool) -> None:
        super().__init__(written, request.type, _HOLDER, is_structured)
        self._request = request
        self._name = name
        self._body = body

    def values(self) -> dict[str, Value]:
        """What the request sets; what it does not may be in its sensitive body, where there is one."""
        values = {name: field.value(self._source(field)) for name, field in self._request.fields.items()}
        if bare(self.written.get("sensitive_body")) is None:
            return values
        hidden = Unknown("it may be set by sensitive_body", "limit")
        return {name: hidden if value is None else value for name, value in values.items()}

    def get(self, name: str) -> Value:
        """A top-level value under azurerm's name; unknown for an argument that is not read from bodies."""
        if name in self._values:
            return self._values[name]
        if name in ("id", "name", "location", "tags"):
            return self.written.get(name)
        if name == "identity":
            return self._identity()
        return Unknown(f"{name} is not read from the body of {self._name}", "limit")

    def steps(self, path: Path) -> Iterable[str | int]:
        """The keys of the body."""
        field = self._request.fields.get(str(path[0]))
        return path if field is None else field.steps(self._source(field), path[1:])

    def written_path(self, path: Path) -> Path:
        """The path in the azapi resource for a path of azurerm's names."""
        field = self._request.fields.get(str(path[0])) if path else None
        if field is None:
            return path
        return _PARENT if field.path == _PARENT else super().written_path(path)

    def written_value(self, path: Path, value: Value) -> Value:
        """What the body says where azurerm's argument has ``value``."""
        written = self.written_path(path)
        if not written or written[0] != _HOLDER:
            return value
        found: Any = self._body
        for step in written[1:]:
            found = bare(found)
            if isinstance(found, dict):
                found = found.get(step)
            elif isinstance(found, (list, tuple)) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return value
        return value if found is None else bare(found)

    def _source(self, field: Field) -> Any:
        return {"parent_id": self.written.get("parent_id")} if field.path == _PARENT else self._body

    def _identity(self) -> Value:
        given = self.written.get("identity")
        if bare(given) or not isinstance(self._body, dict) or bare(self._body.get("identity")) is None:
            return given
        return [self._body["identity"]]


_PARENT = ("parent_id",)
