"""Read targets: find out what each is, and read it with the source for its kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory
from terrafirm.sources.hcl.inputs import Inputs


def read_targets(targets: list[str], inputs: Inputs) -> Iterator[Inventory]:
    """Every inventory at ``targets``. Raises :class:`InputError` for one that cannot be read at all."""
    for target in targets:
        if target == "-":
            yield from _read_bytes(sys.stdin.buffer.read(), "<stdin>")
            continue
        path = Path(target)
        if not path.exists():
            raise InputError(f'"{target}" does not exist: give a directory, a plan, a state or "-" for standard input')
        yield from _read_path(path, target, inputs)


def _read_path(path: Path, target: str, inputs: Inputs) -> Iterator[Inventory]:
    from terrafirm.sources.hcl import source

    if path.is_dir():
        yield from source.read(path, os.path.normpath(target), inputs)
        return
    if path.name.endswith((".tf", ".tofu", ".tf.json", ".tofu.json")):
        yield source.read_file(path, target, inputs)
        return
    from terrafirm.sources.documents import read_document

    yield from read_document(path, target)


def _read_bytes(data: bytes, shown: str) -> Iterator[Inventory]:
    from terrafirm.sources.documents import looks_like_document, read_document
    from terrafirm.sources.hcl.source import read_text

    if looks_like_document(data):
        yield from read_document(data, shown)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: neither UTF-8 configuration nor a plan or state") from error
    yield read_text(text, shown)
