"""Read a state into an inventory, whichever of the two JSON forms it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory, Location
from terrafirm.sources.state.dependencies import link
from terrafirm.sources.state.resource import RecordedResource
from terrafirm.sources.state.shown import shown_resources
from terrafirm.sources.state.stream import JsonStream
from terrafirm.sources.state.text import Document, document
from terrafirm.sources.state.v4 import read_resources


def read(source: Path | bytes, shown: str) -> Inventory:
    """The resources of a state file or of `terraform show -json` output.

    Raises :class:`InputError` when the text is not JSON or not a state of a supported format.
    """
    return read_document(document(source, shown))


def read_document(text: Document) -> Inventory:
    """The inventory of a state document: its world is closed, as a state lists all that Terraform manages."""
    inventory = Inventory("state", text.shown, files=1)
    resources: list[RecordedResource] = []
    stream = JsonStream(text.chunks(), text.shown)
    if stream.peek() != "{":
        raise InputError(f"{text.shown}: a state is a JSON object: give a state file or `terraform show -json` output")
    version: Any = None
    for key in stream.members():
        if key == "version":
            version = stream.value()
        elif key == "resources":
            resources.extend(read_resources(stream, Location(text.shown), inventory.not_evaluated))
        elif key == "values":
            resources.extend(shown_resources(stream, Location(text.shown)))
        elif key == "modules":
            stream.value()
            version = version or 3
        else:
            stream.value()
    stream.end()
    if version not in (None, 4):
        newer = isinstance(version, int) and version > 4
        advice = "give the output of `terraform show -json`" if newer else "let Terraform 0.12 or later write it anew"
        raise InputError(f"{text.shown}: state format {version} is not supported, format 4 is: {advice}")
    link(resources)
    inventory.resources.extend(resources)
    return inventory
