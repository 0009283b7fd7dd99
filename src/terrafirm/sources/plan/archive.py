"""Look at the directory of a zip file, without unpacking anything, to tell what unpacking it would take."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from terrafirm.model.errors import InputError

#: Bytes a binary plan may have when unpacked; Terraform takes a multiple of it in memory to read the plan.
MAX_UNPACKED = 64 * 1024 * 1024
#: Bytes that the directory of a zip file may have; the one of a plan names a few files for each module.
MAX_DIRECTORY = 4 * 1024 * 1024
#: The record that ends a zip file (APPNOTE.TXT 4.3.16), which a comment of up to 65,535 bytes may follow.
_END = struct.Struct("<4s4H2LH")
_MARK = b"PK\x05\x06"


def names_in(source: Path | bytes, shown: str) -> set[str]:
    """The names of what a zip file holds.

    Raises :class:`InputError` where the file is damaged, was not written in one piece, or holds more than
    :data:`MAX_UNPACKED`. What the directory says can be relied on: Terraform's own reader stops at a file that turns
    out to be larger than that.
    """
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            _check_directory(file, shown)
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise InputError(f"{shown}: looks like a damaged zip file: {error}") from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise InputError(
            f"{shown}: would be {unpacked:,} bytes when unpacked, and a plan of more than {MAX_UNPACKED:,} is not read"
        )
    return {entry.filename for entry in entries}


def _check_directory(file: io.BufferedIOBase, shown: str) -> None:
    """Refuse a directory that is large by itself, or that another reader may look for in another place."""
    size = file.seek(0, io.SEEK_END)
    start = file.seek(max(0, size - _END.size - 0xFFFF))
    tail = file.read()
    at = tail.rfind(_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise zipfile.BadZipFile("it has no directory")
    _, disk, first_disk, here, entries, length, offset, comment = _END.unpack_from(tail, at)
    if length > MAX_DIRECTORY:
        raise InputError(f"{shown}: the directory of this zip file is larger than {MAX_DIRECTORY:,} bytes: not read")
    if disk or first_disk or here != entries or offset + length != start + at or at + _END.size + comment != len(tail):
        raise zipfile.BadZipFile("its directory is not where it should be")
