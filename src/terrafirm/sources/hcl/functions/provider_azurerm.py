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
        raise ArgumentError("id", f'"{identifier}" is not a resource id: pairs of segments that start with a slash are required')
    return segments[1:]


def _parse(identifier: str) -> Value:
    segments = _segments(identifier)
    lowered = [segment.lower() for segment in segments]
    found: dict[str, Value] = dict.fromkeys(_FIELDS, "")
    found["parent_resources"] = TMap()
    if lowered[0] == "subscriptions":
        found["subscription_id"] = segments[1]
    if lowered[2:3] == ["resourcegroups"]:
        found["resource_group_name"] = segments[3]
    if "providers" not in lowered[::2]:
        found["resource_type"] = "resourceGroups" if found["resource_group_name"] else segments[-2]
        found["resource_name"] = segments[-1]
        found["resource_provider"] = "Microsoft.Resources"
        found["full_resource_type"] = f"Microsoft.Resources/{found['resource_type']}"
        return found
    # the last provider is that of the resource; one before it belongs to the scope of an extension
    start = max(at for at in range(0, len(segments), 2) if lowered[at] == "providers")
    first = lowered.index("providers")
    pairs = list(zip(segments[start + 2 :: 2], segments[start + 3 :: 2], strict=True))
    if not pairs:
        raise ArgumentError("id", f'"{identifier}" names a resource provider but no resource')
    found["resource_scope"] = "/" + "/".join(segments[:start]) if first != start else ""
    found["resource_provider"] = segments[start + 1]
    found["resource_type"], found["resource_name"] = pairs[-1]
    found["parent_resources"] = TMap(sorted(pairs[:-1]))
    found["full_resource_type"] = "/".join((segments[start + 1], *(kind for kind, _ in pairs)))
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
