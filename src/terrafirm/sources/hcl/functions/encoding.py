"""Base64, text encodings and URL encoding."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import quote_plus

from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function, FunctionError, capped_text
from terrafirm.sources.hcl.functions.declare import pure
from terrafirm.sources.hcl.normal_form import composed

_ALPHABET = re.compile(r"[A-Za-z0-9+/]*={0,2}\Z")

#: IANA names and aliases that Go's golang.org/x/text knows, by the Python codec that does the same.
_CODECS = {
    "utf-8": "utf-8",
    "csutf8": "utf-8",
    "utf-16": "utf-16",
    "csutf16": "utf-16",
    "utf-16be": "utf-16-be",
    "csutf16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "csutf16le": "utf-16-le",
    **dict.fromkeys(
        ("us-ascii", "us", "iso-ir-6", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso646-us", "ibm367", "cp367", "csascii"),
        "ascii",
    ),
    "iso-8859-1": "latin-1",
    "iso_8859-1": "latin-1",
    "iso_8859-1:1987": "latin-1",
    "latin1": "latin-1",
    "l1": "latin-1",
    "ibm819": "latin-1",
    "cp819": "latin-1",
    "csisolatin1": "latin-1",
    "shift_jis": "shift_jis",
    "ms_kanji": "shift_jis",
    "csshiftjis": "shift_jis",
    "euc-jp": "euc_jp",
    "cseucpkdfmtjapanese": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "csiso2022jp": "iso2022_jp",
    "euc-kr": "euc_kr",
    "cseuckr": "euc_kr",
    "big5": "big5",
    "csbig5": "big5",
    "gbk": "gbk",
    "cp936": "gbk",
    "ms936": "gbk",
    "windows-936": "gbk",
    "csgbk": "gbk",
    "gb18030": "gb18030",
    "csgb18030": "gb18030",
    "hz-gb-2312": "hz",
    "koi8-r": "koi8_r",
    "cskoi8r": "koi8_r",
    "koi8-u": "koi8_u",
    "cskoi8u": "koi8_u",
    "macintosh": "mac_roman",
    "mac": "mac_roman",
    "csmacintosh": "mac_roman",
    "ibm037": "cp037",
    "cp037": "cp037",
    "ibm437": "cp437",
    "cp437": "cp437",
    "437": "cp437",
    "ibm850": "cp850",
    "cp850": "cp850",
    "850": "cp850",
    "ibm852": "cp852",
    "cp852": "cp852",
    "852": "cp852",
    "ibm855": "cp855",
    "ibm860": "cp860",
    "ibm862": "cp862",
    "ibm863": "cp863",
    "ibm865": "cp865",
    "ibm866": "cp866",
    "cp866": "cp866",
    "866": "cp866",
    "ibm00858": "cp858",
    "ibm01140": "cp1140",
    "windows-874": "cp874",
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"cswindows{page}": f"cp{page}" for page in range(1250, 1259)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    **{f"iso_8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 15, 16)},
    **{f"latin{part}": f"iso8859-{codec}" for part, codec in {2: 2, 3: 3, 4: 4, 5: 9, 6: 10}.items()},
}


def standard_bytes(text: str) -> bytes:
    """The bytes of standard Base64 with padding, line ends ignored as in Go; raises :class:`binascii.Error`."""
    packed = text.replace("\r", "").replace("\n", "")
    if len(packed) % 4 or not _ALPHABET.match(packed):
        raise binascii.Error("illegal base64 data")
    return base64.b64decode(packed)


def _base64decode(text: str) -> Value:
    try:
        decoded = standard_bytes(text)
    except binascii.Error as error:
        raise FunctionError("failed to decode base64 data") from error
    try:
        return composed(decoded.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FunctionError("the result of decoding the provided string is not valid UTF-8") from error


def _base64encode(text: str) -> Value:
    return capped_text(base64.b64encode(text.encode("utf-8", "replace")).decode("ascii"))


def _base64gzip(text: str) -> Value:
    why = "base64gzip: the bytes depend on Terraform's own compressor"
    return Unknown(why, "impure", type="string", not_null=True, prefix="H4sIAAAAAAAA/")


def _codec(name: str) -> str:
    codec = _CODECS.get(name.lower())
    if codec is None:
        raise ArgumentError("encoding", f'"{name}" is not a supported IANA encoding name or alias')
    return codec


def _foreign(name: str) -> Unknown | None:
    """An unknown for the one encoding that Terraform has and Python lacks."""
    if name.lower() not in ("ibm1047", "ibm-1047"):
        return None
    return Unknown(f"the encoding {name} is not implemented", "limit", type="string", not_null=True)


def _textencode(text: str, encoding: str) -> Value:
    if (foreign := _foreign(encoding)) is not None:
        return foreign
    codec = _codec(encoding)
    # Go writes UTF-16 without a stated order as big-endian after a byte order mark
    data = b"\xfe\xff" + text.encode("utf-16-be") if codec == "utf-16" else None
    try:
        return base64.b64encode(text.encode(codec) if data is None else data).decode("ascii")
    except UnicodeEncodeError as error:
        detail = f"the given string contains characters that cannot be represented in {encoding}"
        raise ArgumentError("string", detail) from error


def _textdecode(source: str, encoding: str) -> Value:
    if (foreign := _foreign(encoding)) is not None:
        return foreign
    codec = _codec(encoding)
    try:
        data = standard_bytes(source)
    except binascii.Error as error:
        raise ArgumentError("source", "the given value has an invalid base64 symbol") from error
    if codec == "utf-16" and data[:2] not in (b"\xfe\xff", b"\xff\xfe"):
        codec = "utf-16-be"
    try:
        decoded = data.decode(codec)
    except UnicodeDecodeError:
        decoded = "\ufffd"
    if "\ufffd" in decoded:
        raise ArgumentError("source", f"the given string contains symbols that are not defined for {encoding}")
    return composed(decoded)


def _urlencode(text: str) -> Value:
    return capped_text(quote_plus(text, safe="~", errors="replace"))


_STR = ("str", "string")

FUNCTIONS: dict[str, Function] = {
    "base64decode": pure(_STR)(_base64decode),
    "base64encode": pure(_STR)(_base64encode),
    "base64gzip": pure(_STR)(_base64gzip),
    "textdecodebase64": pure(("source", "string"), ("encoding", "string"))(_textdecode),
    "textencodebase64": pure(("string", "string"), ("encoding", "string"))(_textencode),
    "urlencode": pure(_STR)(_urlencode),
}
