"""Functions that OpenTofu has and Terraform has not.

Source: https://opentofu.org/docs/language/functions/
"""

from __future__ import annotations

import binascii
import re
import zlib
from urllib.parse import unquote_to_bytes

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import MAX_TEXT, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import pure
from terrafirm.sources.hcl.functions.encoding import standard_bytes
from terrafirm.sources.hcl.functions.network import Block, parse_prefix
from terrafirm.sources.hcl.normal_form import composed

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL)
#: The window size by which zlib knows the header of gzip.
_GZIP = 31


def _base64gunzip(text: str) -> Value:
    reader = zlib.decompressobj(_GZIP)
    try:
        data = reader.decompress(standard_bytes(text), MAX_TEXT)
    except binascii.Error as error:
        raise FunctionError("failed to decode base64 data") from error
    except zlib.error as error:
        raise FunctionError("failed to gunzip bytes") from error
    if not reader.eof:
        cut = "the result is longer than the limit" if reader.unconsumed_tail else "the data ends too early"
        raise FunctionError(f"failed to gunzip bytes: {cut}")
    return _text(data, "the result of decompressing the provided string")


def _urldecode(text: str) -> Value:
    broken = _BROKEN_ESCAPE.search(text)
    if broken:
        raise FunctionError(f'failed to decode URL: invalid URL escape "{broken.group()}"')
    return _text(unquote_to_bytes(text.replace("+", " ")), "the decoded text")


def _text(data: bytes, what: str) -> str:
    try:
        return composed(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FunctionError(f"{what} is not valid UTF-8") from error


def _cidrcontains(containing: str, contained: str) -> Value:
    outer = parse_prefix(containing)
    inner = parse_prefix(contained if "/" in contained else f"{contained}/{128 if ':' in contained else 32}")
    if outer.bits != inner.bits:
        raise FunctionError(f"address family mismatch: {containing} vs. {contained}")
    return inner.length >= outer.length and _start(inner, outer.length) == outer.first


def _start(block: Block, length: int) -> int:
    """The first address of the range of a given prefix length that a range begins in."""
    return block.first >> (block.bits - length) << (block.bits - length)


FUNCTIONS: dict[str, Function] = {
    "base64gunzip": pure(("str", "string"))(_base64gunzip),
    "cidrcontains": pure(("containing_prefix", "string"), ("contained_ip_or_prefix", "string"), result="bool")(
        _cidrcontains
    ),
    "urldecode": pure(("str", "string"))(_urldecode),
}
