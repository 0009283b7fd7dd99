"""``terrafirm modules``: what blueprints are made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from terrafirm.app.modules import ShippedModule

_FAMILIES = ("aws", "azure", "google", "kubernetes")


@click.group("modules")
def modules_group() -> None:
    """Look at the hardened Terraform modules that ship with terrafirm.

    \b
    Example:
      terrafirm modules list --cloud aws
    """


@modules_group.command("list")
@click.option("--cloud", type=click.Choice(_FAMILIES), help="Only those of a cloud, or of Kubernetes.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_modules(cloud: str | None, form: str) -> int:
    """List the modules."""
    from terrafirm.app.modules import listed

    found = listed(cloud)
    if form == "json":
        click.echo(json.dumps({"modules": [_data(item) for item in found]}, indent=2))
        return 0
    for item in found:
        click.echo(f"{f'{item.family}/{item.name}':32}{item.summary}")
    click.echo(f"\n{len(found)} modules")
    return 0


@modules_group.command("show")
@click.argument("name", metavar="CLOUD/NAME")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show_module(name: str, form: str) -> int:
    """A module's page: what it makes and why, its inputs and outputs, which responsibilities and blueprints it is in.

    \b
    Example:
      terrafirm modules show aws/keys
    """
    from terrafirm.app.modules import shown

    item = shown(name)
    if form == "json":
        click.echo(json.dumps({**_data(item), "page": item.page}, indent=2))
        return 0
    click.echo(item.page)
    click.echo(f"Responsibilities: {', '.join(item.responsibilities) or 'none'}")
    click.echo(f"Blueprints: {', '.join(item.blueprints) or 'none'}")
    return 0


def _data(item: ShippedModule) -> dict[str, Any]:
    """A module as listings show it."""
    return {
        "name": f"{item.family}/{item.name}",
        "cloud": item.family,
        "summary": item.summary,
        "resources": list(item.resource_types),
        "calls": [f"{item.family}/{name}" for name in item.calls],
        "responsibilities": list(item.responsibilities),
        "blueprints": list(item.blueprints),
    }
