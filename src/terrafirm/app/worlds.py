"""Worlds with the shipped reachability graph."""

from __future__ import annotations

from functools import cache

from terrafirm.engine.reach import Reachability, read_reachability
from terrafirm.engine.world import World
from terrafirm.model.resource import Inventory
from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.remembered import files_digest, remembered


def world_of(inventory: Inventory) -> World:
    """The world of an inventory, in which it is known what the internet reaches."""
    return World(inventory, reachability())


@cache
def reachability() -> Reachability:
    """The shipped graph."""
    path = shipped("rules") / "reachability.yaml"

    def read() -> object:
        from terrafirm.rulepack.strict_yaml import read_yaml_file

        return read_yaml_file(path, "rules/reachability.yaml")

    return read_reachability(remembered("reachability", files_digest(path.parent, [path]), read))
