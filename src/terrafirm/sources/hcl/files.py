"""File access for functions: inside the allowed directories only, symlinks resolved, size capped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from terrafirm.model.footprint import Footprint, digest, state
from terrafirm.sources.hcl.functions import FunctionError

#: Bytes a file function may read.
MAX_BYTES = 8 * 1024 * 1024
#: Files a ``fileset`` may look at.
MAX_LISTED = 20_000


class Contents:
    """Files, directory listings and links read so far in one scan, so that each is read once."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}
        self._listings: dict[str, list[str]] = {}
        self._real: dict[str, str] = {}

    def real(self, path: str) -> str:
        """A path without links."""
        found = self._real.get(path)
        if found is None:
            found = self._real[path] = os.path.realpath(path)
        return found

    def of(self, path: str) -> tuple[bytes, str]:
        """A file's bytes and their digest; raises :class:`OSError`."""
        found = self._files.get(path)
        if found is None:
            data = Path(path).read_bytes()
            found = self._files[path] = data, digest(data)
        return found

    def below(self, base: str) -> list[str]:
        """The paths of all files below ``base``, relative to it; raises :class:`FunctionError` for too many."""
        found = self._listings.get(base)
        if found is None:
            found = self._listings[base] = []
            for folder, folders, files in os.walk(base):
                folders.sort()
                inside = folder[len(base) + 1 :].replace(os.sep, "/")
                found.extend(f"{inside}/{name}" if inside else name for name in sorted(files))
                if len(found) > MAX_LISTED:
                    raise FunctionError(f"more than {MAX_LISTED} files below {base!r}: not listed")
        return found


class FileAccess:
    """Reads files below ``allowed`` directories. ``cwd`` is what relative paths start from (the root module).

    ``reads`` notes what was looked at and what was there.
    """

    def __init__(self, cwd: Path, allowed: list[Path], contents: Contents | None = None) -> None:
        self.cwd = cwd
        self._contents = contents or Contents()
        self._allowed = [os.path.realpath(path) for path in allowed]
        self.reads: Footprint = {}

    def allow(self, directory: Path) -> None:
        """Also allow files below ``directory`` (a called module's own files)."""
        resolved = os.path.realpath(directory)
        if resolved not in self._allowed:
            self._allowed.append(resolved)

    def resolve(self, path: str) -> Path:
        """The real path of ``path``; raises :class:`FunctionError` outside the allowed directories."""
        if "\0" in path:
            raise FunctionError("invalid path: it contains a NUL character")
        lexical = os.path.join(self.cwd, path)  # noqa: PTH118
        real = self._contents.real(lexical)
        if real != os.path.normpath(lexical):
            self.reads["place", lexical] = real  # through a link, which may lead elsewhere tomorrow
        if not any(real == root or real.startswith(root.rstrip("/") + "/") for root in self._allowed):
            raise FunctionError(f'"{path}" lies outside the scanned directory: not read')
        return Path(real)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises :class:`FunctionError`."""
        real = self.resolve(path)
        if not real.is_file():
            self.reads["content", str(real)] = ""
            raise FunctionError(f'no file exists at "{path}"')
        try:
            if real.stat().st_size > MAX_BYTES:
                self.note("content", real)
                raise FunctionError(f'"{path}" is larger than {MAX_BYTES} bytes: not read')
            data, found = self._contents.of(str(real))
        except OSError as error:
            raise FunctionError(f'failed to read "{path}": {error.strerror}') from error
        self.reads["content", str(real)] = found
        return data

    def exists(self, path: str) -> bool:
        """Whether a regular file exists; raises :class:`FunctionError` outside the allowed directories."""
        real = self.resolve(path)
        self.note("exists", real)
        return real.is_file()

    def note(self, kind: str, path: Path) -> None:
        """Remember what is at a path that somebody else looked at, by a kind of :mod:`terrafirm.model.footprint`."""
        if (kind, str(path)) not in self.reads:
            self.reads[kind, str(path)] = state(kind, str(path))

    def listing(self, directory: str) -> Iterator[str]:
        """Paths of all files below ``directory``, relative to it, with forward slashes."""
        base = str(self.resolve(directory))
        self.note("names", Path(base))
        yield from self._contents.below(base)
