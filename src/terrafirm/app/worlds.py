"""Worlds with the shipped graphs: who reaches whom, and who may do what."""

from __future__ import annotations

from functools import cache

from terrafirm.engine.access import Access
from terrafirm.engine.reach import Reachability, read_reachability
from terrafirm.engine.world import World
from terrafirm.model.resource import Inventory
from terrafirm.rulepack.data import shipped_data


def world_of(inventory: Inventory) -> World:
    """The world of an inventory, in which it is known what the internet reaches and who holds which rights."""
    return World(inventory, reachability(), access())


@cache
def reachability() -> Reachability:
    """The shipped graph of traffic."""
    return read_reachability(shipped_data("reachability"))


@cache
def access() -> Access:
    """The shipped description of rights."""
    return Access(shipped_data("access"))
