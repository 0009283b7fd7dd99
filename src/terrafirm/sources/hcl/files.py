"""File access for functions: inside the allowed directories only, symlinks resolved, size capped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from terrafirm.sources.hcl.functions import FunctionError

#: Bytes a file function may read.
MAX_BYTES = 8 * 1024 * 1024
#: Files a ``fileset`` may look at.
MAX_LISTED = 20_000


def digest(data: bytes) -> str:
    """The content's SHA-256 in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


class FileAccess:
    """Reads files below ``allowed`` directories. ``cwd`` is what relative paths start from (the root module).

    ``reads`` remembers what was looked at: a file's digest, ``?`` for one that was only found to exist, empty for
    one that was missing, and ``*`` for a directory that was listed.
    """

    def __init__(self, cwd: Path, allowed: list[Path]) -> None:
        self.cwd = cwd
        self._allowed = [os.path.realpath(path) for path in allowed]
        self.reads: dict[str, str] = {}

    def allow(self, directory: Path) -> None:
        """Also allow files below ``directory`` (a called module's own files)."""
        resolved = os.path.realpath(directory)
        if resolved not in self._allowed:
            self._allowed.append(resolved)

    def resolve(self, path: str) -> Path:
        """The real path of ``path``; raises :class:`FunctionError` outside the allowed directories."""
        if "\0" in path:
            raise FunctionError("invalid path: it contains a NUL character")
        real = os.path.realpath(os.path.join(self.cwd, path))  # noqa: PTH118
        if not any(real == root or real.startswith(root.rstrip("/") + "/") for root in self._allowed):
            raise FunctionError(f'"{path}" lies outside the scanned directory: not read')
        return Path(real)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises :class:`FunctionError`."""
        real = self.resolve(path)
        if not real.is_file():
            self.reads[str(real)] = ""
            raise FunctionError(f'no file exists at "{path}"')
        try:
            if real.stat().st_size > MAX_BYTES:
                raise FunctionError(f'"{path}" is larger than {MAX_BYTES} bytes: not read')
            data = real.read_bytes()
        except OSError as error:
            raise FunctionError(f'failed to read "{path}": {error.strerror}') from error
        self.reads[str(real)] = digest(data)
        return data

    def exists(self, path: str) -> bool:
        """Whether a regular file exists; raises :class:`FunctionError` outside the allowed directories."""
        real = self.resolve(path)
        found = real.is_file()
        self.reads.setdefault(str(real), "?" if found else "")
        return found

    def listing(self, directory: str) -> Iterator[str]:
        """Paths of all files below ``directory``, relative to it, with forward slashes."""
        base = self.resolve(directory)
        seen = 0
        self.reads[f"{base}/"] = "*"
        for folder, folders, files in os.walk(base):
            folders.sort()
            for name in sorted(files):
                seen += 1
                if seen > MAX_LISTED:
                    raise FunctionError(f"more than {MAX_LISTED} files below {directory!r}: not listed")
                yield os.path.relpath(os.path.join(folder, name), base).replace(os.sep, "/")  # noqa: PTH118
