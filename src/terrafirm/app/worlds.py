"""Worlds with the shipped graphs: who reaches whom, and who may do what."""

from __future__ import annotations

from functools import cache
from typing import Any

from terrafirm.engine.access import Access
from terrafirm.engine.reach import Reachability, read_reachability
from terrafirm.engine.world import World
from terrafirm.model.resource import Inventory
from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.remembered import files_digest, remembered


def world_of(inventory: Inventory) -> World:
    """The world of an inventory, in which it is known what the internet reaches and who holds which rights."""
    return World(inventory, reachability(), access())


@cache
def reachability() -> Reachability:
    """The shipped graph of traffic."""
    return read_reachability(_shipped_data("reachability"))


@cache
def access() -> Access:
    """The shipped description of rights."""
    return Access(_shipped_data("access"))


def _shipped_data(name: str) -> Any:
    path = shipped("rules") / f"{name}.yaml"

    def read() -> object:
        from terrafirm.rulepack.strict_yaml import read_yaml_file

        return read_yaml_file(path, f"rules/{name}.yaml")

    return remembered(name, files_digest(path.parent, [path]), read)
