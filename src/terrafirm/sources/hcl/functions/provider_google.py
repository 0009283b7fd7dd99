"""Functions of the Google provider: parts of resource names and self links."""

from __future__ import annotations

import re
from collections.abc import Callable

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function
from terrafirm.sources.hcl.functions.declare import pure

_ZONE = re.compile(r"([a-z]+-[a-z]+[0-9]+)-[a-z][a-z0-9]*")


def _segment(kind: str) -> Callable[[str], Value]:
    """The name after ``/<kind>s/`` in an id or self link, as the provider's ``<kind>_from_id`` gives it."""
    pattern = re.compile(rf"(?:^|/){kind}s/([^/]+)(?:/|$)")

    def compute(identifier: str) -> Value:
        found = pattern.search(identifier)
        if found is None:
            raise ArgumentError("id", f'no {kind} segment in "{identifier}": "{kind}s/{{{kind}}}/" is required')
        return found.group(1)

    return compute


def _name_from_id(identifier: str) -> Value:
    if not identifier:
        raise ArgumentError("id", "the id is empty")
    return identifier.rpartition("/")[2]


def _region_from_zone(zone: str) -> Value:
    found = _ZONE.fullmatch(zone)
    if found is None:
        raise ArgumentError("zone", f'"{zone}" is not the name of a zone')
    return found.group(1)


_ID = ("id", "string")

FUNCTIONS: dict[str, Function] = {
    "provider::google::location_from_id": pure(_ID)(_segment("location")),
    "provider::google::name_from_id": pure(_ID)(_name_from_id),
    "provider::google::project_from_id": pure(_ID)(_segment("project")),
    "provider::google::region_from_id": pure(_ID)(_segment("region")),
    "provider::google::region_from_zone": pure(("zone", "string"))(_region_from_zone),
    "provider::google::zone_from_id": pure(_ID)(_segment("zone")),
}
