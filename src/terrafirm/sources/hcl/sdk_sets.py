"""The order in which a provider reads the elements of a set: that of their hash codes, compared as text.

Source: ``Set.List`` and ``SerializeResourceForHash`` in github.com/hashicorp/terraform-plugin-sdk, helper/schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from terrafirm.model.value import TSet, Value, bare, first_unknown


def in_hash_order(items: Iterable[Value]) -> list[Value]:
    """Strings or blocks of a set as its provider lists them; as they stand where one is not wholly known."""
    listed = list(items)
    if len(listed) < 2 or any(first_unknown(item) is not None for item in listed):
        return listed
    return sorted(listed, key=_code)


def _code(item: Value) -> str:
    block = bare(item)
    text = _members(block) if isinstance(block, dict) else _serialized(block)
    return str(crc32(text.encode("utf-8", "surrogatepass")))


def _serialized(value: Value) -> str:
    value = bare(value)
    if value is None:
        return ";"
    if type(value) is TSet:
        return f"{{{''.join(map(_element, in_hash_order(value)))}}};"
    if isinstance(value, (list, tuple)):
        return f"({''.join(map(_element, value))});"
    if type(value) is bool:
        return "1;" if value else "0;"
    return f"{value};"


def _element(value: Value) -> str:
    value = bare(value)
    return f"<{_members(value)}>;" if isinstance(value, dict) else _serialized(value)


def _members(block: dict[str, Value]) -> str:
    return "".join(f"{name}:{_serialized(block[name])}" for name in sorted(block))
