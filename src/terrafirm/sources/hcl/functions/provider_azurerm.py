"""Functions of the AzureRM provider: resource ids."""

from __future__ import annotations

from terrafirm.model.types import Type
from terrafirm.model.value import TMap, Unknown, Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function
from terrafirm.sources.hcl.functions.declare import pure

#: Segments whose spelling Azure fixes for every resource.
_FIXED = {
    "subscriptions": "subscriptions",
    "resourcegroups": "resourceGroups",
    "providers": "providers",
    "managementgroups": "managementGroups",
}
#: Types whose resources extend any other resource, whatever stands before them.
_EXTENSIONS = frozenset(
    (
        "microsoft.authorization/locks",
        "microsoft.authorization/policyassignments",
        "microsoft.authorization/policyexemptions",
        "microsoft.authorization/roleassignments",
        "microsoft.authorization/roledefinitions",
        "microsoft.chaos/targets",
        "microsoft.consumption/budgets",
        "microsoft.eventgrid/eventsubscriptions",
        "microsoft.insights/diagnosticsettings",
        "microsoft.maintenance/configurationassignments",
    )
)
_FIELDS = (
    "full_resource_type",
    "parent_resources",
    "resource_group_name",
    "resource_name",
    "resource_provider",
    "resource_scope",
    "resource_type",
    "subscription_id",
)
_PARSED: Type = (
    "object",
    {name: ("map", "string") if name == "parent_resources" else "string" for name in _FIELDS},
    {},
)


def _segments(identifier: str) -> list[str]:
    segments = identifier.split("/")
    if segments[0] or len(segments) < 3 or len(segments) % 2 == 0 or not all(segments[1:]):
        raise ArgumentError("id", f'"{identifier}" is not a resource id: a slash and pairs of segments are required')
    return segments[1:]


def _parse(identifier: str) -> Value:
    segments = _segments(identifier)
    lowered = [segment.lower() for segment in segments]
    found: dict[str, Value] = dict.fromkeys(_FIELDS, "")
    found["parent_resources"] = TMap()
    if "providers" not in lowered[::2]:
        return _container(segments, lowered, found)
    # the last provider is that of the resource; what stands before it is the scope of an extension resource
    start = max(at for at in range(0, len(segments), 2) if lowered[at] == "providers")
    pairs = list(zip(segments[start + 2 :: 2], segments[start + 3 :: 2], strict=True))
    if not pairs:
        raise ArgumentError("id", f'"{identifier}" names a resource provider but no resource')
    found["resource_provider"] = segments[start + 1]
    found["resource_type"], found["resource_name"] = pairs[-1]
    found["parent_resources"] = TMap(sorted(pairs[:-1]))
    found["full_resource_type"] = "/".join((segments[start + 1], *(kind for kind, _ in pairs)))
    if lowered.index("providers") != start or found["full_resource_type"].lower() in _EXTENSIONS:
        found["resource_scope"] = "/" + "/".join(segments[:start])
    else:
        _place(segments, lowered, found)
    return found


def _place(segments: list[str], lowered: list[str], found: dict[str, Value]) -> None:
    if lowered[0] == "subscriptions":
        found["subscription_id"] = segments[1]
    if lowered[2:3] == ["resourcegroups"]:
        found["resource_group_name"] = segments[3]


def _container(segments: list[str], lowered: list[str], found: dict[str, Value]) -> Value:
    """A subscription or resource group itself: their names are no ``resource_name``."""
    if lowered[0] != "subscriptions" or lowered[2:3] not in ([], ["resourcegroups"]) or len(segments) > 4:
        raise ArgumentError("id", "could not determine the type of this resource id")
    _place(segments, lowered, found)
    found["resource_type"] = _FIXED[lowered[-2]]
    found["full_resource_type"] = f"/{found['resource_type']}"
    return found


def _normalise(identifier: str) -> Value:
    """The id in Azure's spelling where every segment's spelling is fixed; unknown where a service fixes it."""
    segments = _segments(identifier)
    fixed = [_FIXED.get(key.lower()) for key in segments[::2]]
    if None not in fixed and "providers" not in fixed:
        pairs = zip((key for key in fixed if key), segments[1::2], strict=True)
        return "/" + "/".join(f"{key}/{value}" for key, value in pairs)
    return Unknown(
        "normalise_resource_id: the spelling of resource types is known to the azurerm provider only",
        "computed",
        type="string",
        not_null=True,
    )


FUNCTIONS: dict[str, Function] = {
    "provider::azurerm::normalise_resource_id": pure(("id", "string"))(_normalise),
    "provider::azurerm::parse_resource_id": pure(("id", "string"), result=_PARSED)(_parse),
}
