"""What a run looked at, noted so that a later run can tell whether it would see the same.

Imported before anything else when a command is repeated, so it needs next to nothing itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator

#: Directories that are never configuration of their own.
SKIPPED = frozenset({".terraform", ".git", "node_modules", ".terragrunt-cache", "__pycache__", ".venv"})
#: How the names of files end that Terraform or OpenTofu loads from a directory, or that reports remark on.
CONFIGURATION = (
    ".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json",
    ".tfcomponent.hcl", ".tfstack.hcl", ".tfdeploy.hcl", "terragrunt.hcl", "terragrunt.stack.hcl",
)  # fmt: skip

#: A larger file is told apart by its size and time of change: no source of a scan is read beyond this.
_LARGE = 64 * 1024 * 1024  # bytes

#: What was seen, by what was looked at: (kind, path) to a digest. The kinds are those of :func:`state`.
Footprint = dict[tuple[str, str], str]


def digest(data: bytes) -> str:
    """The content's SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def state(kind: str, path: str) -> str:
    """What is at ``path`` now, as a digest; empty where there is nothing.

    ``content``: a file's bytes; ``exists``: whether there is a file or something else; ``place``: where a path leads
    through links; ``names``: the files below a directory;
    ``configuration``: the configuration files of a directory and their bytes; ``tree``: those of a directory and of
    all below it; ``stamps``: size and time of change of every file below a directory.
    """
    try:
        return _KINDS[kind](path)
    except OSError:
        return ""


def unchanged(seen: Footprint) -> bool:
    """Whether everything is still as it was seen."""
    return all(state(kind, path) == known for (kind, path), known in seen.items())


def _content(path: str) -> str:
    if not os.path.isfile(path):  # noqa: PTH113 - pathlib takes longer to import than all of this together
        return "other" if os.path.lexists(path) else ""
    status = os.stat(path)  # noqa: PTH116
    if status.st_size > _LARGE:
        return f"{status.st_size} {status.st_mtime_ns}"
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def _exists(path: str) -> str:
    if os.path.isfile(path):  # noqa: PTH113
        return "file"
    return "other" if os.path.lexists(path) else ""


def _place(path: str) -> str:
    return os.path.realpath(path)


def _names(path: str) -> str:
    return _digest_of(name for name in _below(path, frozenset()))


def _configuration(path: str) -> str:
    names = sorted(name for name in os.listdir(path) if name.endswith(CONFIGURATION))  # noqa: PTH208
    return _digest_of(part for name in names for part in (name, state("content", f"{path}/{name}")))


def _tree(path: str) -> str:
    found = (name for name in _below(path, SKIPPED) if name.endswith(CONFIGURATION))
    return _digest_of(part for name in found for part in (name, state("content", name)))


def _stamps(path: str) -> str:
    return _digest_of(_stamped(path))


def _stamped(path: str) -> Iterator[str]:
    with os.scandir(path) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED:
                    yield from _stamped(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _below(path: str, skipped: frozenset[str]) -> Iterator[str]:
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in skipped)
        yield from (f"{folder}/{name}" for name in sorted(names))


def _digest_of(parts: Iterator[str]) -> str:
    return digest("\0".join(parts).encode("utf-8", "surrogateescape"))


_KINDS: dict[str, Callable[[str], str]] = {
    "content": _content,
    "exists": _exists,
    "place": _place,
    "names": _names,
    "configuration": _configuration,
    "tree": _tree,
    "stamps": _stamps,
}
