"""A directory of configuration that real Terraform plans and applies."""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from terrafirm.model.resource import Inventory, Resource
from terrafirm.sources.plan.source import Plan, read_plan
from terrafirm.sources.state.source import read as read_state
from tests.terraform.harness import Json, Terraform


@dataclass(frozen=True, slots=True)
class Workspace:
    """Configuration in a directory of its own, and what Terraform makes of it."""

    terraform: Terraform
    directory: Path

    def write(self, text: str, name: str = "main.tf") -> None:
        """Put configuration in place; earlier text of that file is gone."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def plan_json(self, **options: Any) -> Json:
        """Initialise, plan, and give Terraform's JSON."""
        self.terraform.init(self.directory)
        return self.terraform.plan(self.directory, **options)

    def plan(self, **options: Any) -> Plan:
        """The plan as terrafirm reads it."""
        return read_plan(encoded(self.plan_json(**options)), "plan.json")

    def apply(self) -> None:
        """Plan and apply."""
        self.plan_json()
        self.terraform.apply(self.directory)

    @property
    def state_file(self) -> Path:
        """Where the local backend keeps the state."""
        return self.directory / "terraform.tfstate"

    def state(self) -> Inventory:
        """The state file as terrafirm reads it."""
        return read_state(self.state_file, "terraform.tfstate")

    def shown_state(self) -> Inventory:
        """The `terraform show -json` form as terrafirm reads it."""
        return read_state(encoded(self.terraform.show_state(self.directory)), "state.json")


def encoded(document: Json) -> bytes:
    """A document as a file holds it."""
    return json.dumps(document, default=_number).encode()


def _number(value: Any) -> float:
    assert isinstance(value, Decimal)
    return float(value)


def at(inventory: Inventory, address: str) -> Resource:
    """The resource at an address; the test fails where there is none, or more than one."""
    (found,) = [resource for resource in inventory.resources if resource.address == address]
    return found


def addresses(inventory: Inventory) -> list[str]:
    """The addresses of all managed resources, sorted."""
    return sorted(resource.address for resource in inventory.resources if resource.mode == "managed")
