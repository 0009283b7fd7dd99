"""Read targets: find out what each is, and read it with the source for its kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.state.text import encoding_of

if TYPE_CHECKING:
    from terrafirm.sources.plan.source import Plan

#: Bytes that are read from standard input; a file is read piece by piece and may be larger.
MAX_INPUT = 256 * 1024 * 1024
#: Bytes that tell text from other things.
_HEAD = 4096


def read_targets(targets: list[str], inputs: Inputs, part: tuple[int, int] = (0, 1)) -> Iterator[Inventory]:
    """Every inventory at ``targets``. Raises :class:`InputError` for one that cannot be read at all.

    ``part`` (number, of how many) narrows the root modules of directories, for scans in several processes.
    """
    for target in targets:
        if target == "-":
            yield _read(_standard_input(), "<stdin>", inputs)
            continue
        path = Path(target)
        if not target or not path.exists():
            raise InputError(f'"{target}" does not exist: give a directory, a plan, a state or "-" for standard input')
        if path.is_dir():
            from terrafirm.sources.hcl import source

            yield from source.read(path, os.path.normpath(target), inputs, part)
        else:
            yield _read(path, target, inputs)


def _standard_input() -> bytes:
    """All that comes through standard input, or only its beginning where that is no text: it may never end."""
    found = sys.stdin.buffer.read(_HEAD)
    if b"\0" in found and encoding_of(found) == "utf-8":
        return found
    found += sys.stdin.buffer.read(MAX_INPUT + 1 - len(found))
    if len(found) > MAX_INPUT:
        raise InputError(f"<stdin>: more than {MAX_INPUT:,} bytes: write them to a file and give its name")
    return found


def _read(target: Path | bytes, shown: str, inputs: Inputs) -> Inventory:
    """A single file, or what came through standard input."""
    from terrafirm.sources.detect import Kind, detect

    kind = detect(target, shown)
    if kind is Kind.CONFIGURATION:
        return _configuration(target, shown, inputs)
    if kind is Kind.STATE:
        from terrafirm.sources.state import source as state

        return state.read(target, shown)
    if kind is Kind.PLAN:
        from terrafirm.sources.plan import source as plan

        return plan.read(target, shown)
    if kind is Kind.BINARY_PLAN:
        if isinstance(target, bytes):
            raise InputError(f"{shown}: a binary plan cannot come through standard input: give its file name")
        from terrafirm.sources.plan.binary import as_json
        from terrafirm.sources.plan.source import read

        return read(as_json(target, shown), shown)
    raise InputError(f"{shown}: {kind.value} cannot be scanned yet")


def plan_at(target: str) -> Plan:
    """The plan (JSON or binary) at a path, or on standard input. Raises :class:`InputError` for anything else."""
    from terrafirm.sources.detect import Kind, detect
    from terrafirm.sources.plan.binary import as_json
    from terrafirm.sources.plan.source import read_plan

    place: Path | bytes = _standard_input() if target == "-" else Path(target)
    shown = "<stdin>" if target == "-" else target
    kind = detect(place, shown)
    if kind is Kind.PLAN:
        return read_plan(place, shown)
    if kind is Kind.BINARY_PLAN and isinstance(place, Path):
        return read_plan(as_json(place, shown), shown)
    raise InputError(f"{shown}: is {kind.value}, not a plan: give the output of `terraform show -json PLAN`")


def _configuration(target: Path | bytes, shown: str, inputs: Inputs) -> Inventory:
    from terrafirm.sources.hcl.source import read_file, read_text

    if isinstance(target, Path):
        return read_file(target, shown, inputs)
    try:
        return read_text(target.decode("utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not valid UTF-8 (byte {error.start})") from error
