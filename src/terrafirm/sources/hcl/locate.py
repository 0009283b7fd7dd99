"""Find the directory of a called module: beside its caller, or where ``terraform init`` installed it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from terrafirm.model.record import dataclass
from terrafirm.model.value import bare, has_sensitive
from terrafirm.sources.hcl.config import config_files
from terrafirm.sources.hcl.installed import manifest, stale_because, without_secrets
from terrafirm.sources.hcl.syntax import Block

if TYPE_CHECKING:
    from terrafirm.sources.hcl.run import Run
    from terrafirm.sources.hcl.scope import Scope


@dataclass(frozen=True, slots=True)
class Located:
    """A module's directory: the real one, as reports show it, as ``path.module`` says it, and its manifest key."""

    directory: Path
    shown: str
    path: str
    key: str


def is_local(source: str) -> bool:
    """Whether a module source is a path relative to its caller."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")


def locate_module(run: Run, caller: Scope, name: str, block: Block) -> Located | str:
    """Where the module called ``name`` is, or the reason why it cannot be found."""
    attribute = block.body.attributes.get("source")
    if attribute is None:
        return "the call has no source argument"
    given = run.value(attribute.expr, caller.env, attribute.file)
    if has_sensitive(given):
        return "its source is sensitive"
    source = bare(given)
    if type(source) is not str:
        return "its source is not known before variables have values"
    key = f"{caller.manifest_key}.{name}" if caller.manifest_key else name
    if is_local(source):
        return _local(caller, source, key)
    return _installed(run, source, key, block)


def _local(caller: Scope, source: str, key: str) -> Located | str:
    directory = Path(os.path.normpath(caller.directory / source))
    if not config_files(directory):
        caller.run.files.note("configuration", directory)
        return f'the directory "{source}" has no configuration files'
    if not _reached_honestly(caller.directory, source):
        return f'"{source}" passes through a symbolic link that leaves the scanned directory'
    shown = os.path.normpath(f"{caller.config.shown or '.'}/{source}")
    path = os.path.normpath(f"{caller.path_module}/{source}")
    return Located(directory, shown, path, key)


def _reached_honestly(start: Path, source: str) -> bool:
    """Whether no step down from the highest directory that ``source`` names is a link pointing outside it."""
    lexical = os.path.normpath(start / source)
    top = os.path.commonpath([str(start), lexical])
    real_top, real = os.path.realpath(top), os.path.realpath(lexical)
    return real == real_top or real.startswith(real_top.rstrip("/") + "/")


def _installed(run: Run, source: str, key: str, block: Block) -> Located | str:
    if not run.installed:
        run.installed = manifest(Path(run.root), run.files.note)
    found = run.installed.get(key)
    fetch = f"fetch it with: terraform -chdir={run.shown} init"
    advice = f'its source "{without_secrets(source)}" is not in the scanned tree; {fetch}'
    if found is None:
        return advice
    stale = stale_because(source, block, found)
    if stale:
        return f"{stale}; {fetch}"
    directory = Path(os.path.normpath(Path(run.root) / found.directory))
    run.files.note("configuration", directory)
    if not config_files(directory):
        return advice
    if not _reached_honestly(Path(run.root), found.directory):
        return f'"{found.directory}" passes through a symbolic link that leaves the scanned directory'
    shown = os.path.normpath(f"{run.shown}/{found.directory}")
    return Located(directory, shown, os.path.normpath(found.directory), key)
