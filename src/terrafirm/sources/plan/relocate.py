"""Bring planned resources together with the configuration they were planned from, by address."""

from __future__ import annotations

from terrafirm.model.resource import Inventory, Resource
from terrafirm.sources.plan.resource import PlannedResource
from terrafirm.sources.state.address import without_key


def relocate(planned: Inventory, code: Inventory) -> int:
    """Let the planned resources point into ``code``; how many of them were found there.

    An instance whose key the code does not know is found by its address without the key.
    """
    by_address: dict[str, Resource] = {}
    for resource in code.resources:
        by_address.setdefault(without_key(resource.address), resource)
        by_address[resource.address] = resource
    count = 0
    for resource in planned.resources:
        found = by_address.get(resource.address) or by_address.get(without_key(resource.address))
        if found is not None and isinstance(resource, PlannedResource):
            resource.found_in(found)
            count += 1
    return count
