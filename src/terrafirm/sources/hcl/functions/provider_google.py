"""Functions of the Google provider: parts of resource ids and self links."""

from __future__ import annotations

import re
from collections.abc import Callable

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function
from terrafirm.sources.hcl.functions.declare import pure

_NAME = re.compile(r"/([^/]+)\Z")


def _segment(kind: str) -> Callable[[str], Value]:
    """The name after the first ``<kind>s/`` that another slash follows, as ``<kind>_from_id`` gives it."""
    pattern = re.compile(rf"{kind}s/([^/]+)/")

    def compute(identifier: str) -> Value:
        found = pattern.search(identifier)
        if found is None:
            raise ArgumentError("id", f'the pattern "{kind}s/{{{kind}}}/" is missing in "{identifier}"')
        return found.group(1)

    return compute


def _name_from_id(identifier: str) -> Value:
    found = _NAME.search(identifier)
    if found is None:
        raise ArgumentError("id", f'the pattern "resourceType/{{name}}" is missing at the end of "{identifier}"')
    return found.group(1)


def _region_from_zone(zone: str) -> Value:
    if zone.count("-") < 2:
        raise ArgumentError("zone", f'the input string "{zone}" is not a valid zone name')
    return zone.rpartition("-")[0]


_ID = ("id", "string")

FUNCTIONS: dict[str, Function] = {
    "provider::google::location_from_id": pure(_ID)(_segment("location")),
    "provider::google::name_from_id": pure(_ID)(_name_from_id),
    "provider::google::project_from_id": pure(_ID)(_segment("project")),
    "provider::google::region_from_id": pure(_ID)(_segment("region")),
    "provider::google::region_from_zone": pure(("zone", "string"))(_region_from_zone),
    "provider::google::zone_from_id": pure(_ID)(_segment("zone")),
}
