"""Read targets: find out what each is, and read it with the source for its kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory, NotEvaluated
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
    directories = [target for target in targets if target != "-" and _is_directory(target)]
    done: set[str] = set()
    for target in targets:
        if target in done:
            continue
        done.add(target)
        if target == "-":
            yield _read(_standard_input(), "<stdin>", inputs)
        elif target not in directories:
            yield _read(Path(target), target, inputs)
        elif target == directories[0]:
            # together, as what one of them holds may call what another does
            from terrafirm.sources.hcl import source

            yield from source.read_all([(Path(each), named(each)) for each in directories], inputs, part)


def named(target: str) -> str:
    """How reports name a directory: from the current one where it lies below it, so that code hosts find its files."""
    here = os.getcwd()  # noqa: PTH109 - text, as what it is compared with
    place = os.path.normpath(os.path.join(here, target))  # noqa: PTH118
    inside = place == here or place.startswith(here.rstrip("/") + "/")
    return os.path.relpath(place, here) if inside else os.path.normpath(target)


def _is_directory(target: str) -> bool:
    """Whether a target is a directory. Raises :class:`InputError` where there is nothing."""
    try:
        if target and Path(target).exists():
            return Path(target).is_dir()
    except OSError as error:
        raise InputError(f'"{target}" cannot be read: {error.strerror}') from error
    raise InputError(f'"{target}" does not exist: give a directory, a plan, a state or "-" for standard input')


def undeclared(inputs: Inputs) -> list[NotEvaluated]:
    """Values given on the command line to variables that no root module declares which was read."""
    why = '--var {0}: no root module here declares a variable "{0}"'
    return [NotEvaluated("", 0, why.format(name)) for name in inputs.undeclared()]


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
