"""Stand-in values: what a provider would decide, in the form Terraform exchanges (decoded msgpack)."""

import json
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeAlias

import msgpack  # type: ignore[import-untyped]

from terrafirm.model.provider_schema import Attribute, Block, Nested, NestedBlock, TerraformType

UNKNOWN = msgpack.ExtType(0, b"\x00")
"""An unknown value without refinements (Terraform's msgpack encoding of cty values)."""

WELL_KNOWN = {
    "account_id": "123456789012",
    "partition": "aws",
    "dns_suffix": "amazonaws.com",
    "region": "us-east-1",
    "json": "{}",
}

Value: TypeAlias = Any
"""A decoded value; `[type, value]` under type dynamic, and ExtType where unknown."""

Decide = Callable[[str, TerraformType], Value]
"""From an attribute's name and type to a value for it."""


def decode(data: bytes) -> Value:
    """A value from Terraform; None for null."""
    return msgpack.unpackb(data, raw=False, strict_map_key=False, ext_hook=msgpack.ExtType) if data else None


def encode(value: Value) -> bytes:
    """A value for Terraform."""
    packed: bytes = msgpack.packb(value, use_bin_type=True)
    return packed


def identity(type_name: str, value: Value) -> str:
    """An id that is stable for equal configurations and differs between different ones."""
    return f"{type_name.replace('_', '-')}-{zlib.crc32(encode(value)):08x}"


def stand_in(identity: str) -> Decide:
    """Known values of the right type, derived from the object's identity."""

    def decide(name: str, type: TerraformType) -> Value:
        match type:
            case "string":
                return WELL_KNOWN.get(name) or _text(name, identity)
            case "number":
                return 1
            case "bool":
                return False
            case ["list" | "set", "string"]:
                return [f"{identity}-{name.replace('_', '-')}-{i}" for i in range(3)]
            case ["list" | "set", _]:
                return []
            case ["map", _]:
                return {}
        return None

    return decide


def unknown(_name: str, _type: TerraformType) -> Value:
    """Known after apply."""
    return UNKNOWN


def fill(block: Block, value: Value, decide: Decide) -> Value:
    """The value with every unset computed attribute decided, in nested blocks and attributes too."""
    if not isinstance(value, dict):
        return value
    filled = {name: _fill_attribute(name, a, value.get(name), decide) for name, a in block.attributes.items()}
    for name, nested in block.blocks.items():
        filled[name] = _inside(nested, value.get(name), partial(fill, nested.block, decide=decide))
    return filled


def settle(block: Block, value: Value, decide: Decide) -> Value:
    """The value with everything unknown replaced by a known stand-in, as an apply would."""
    if not isinstance(value, dict):
        return value
    settled = {name: _settle_attribute(name, a, value.get(name), decide) for name, a in block.attributes.items()}
    for name, nested in block.blocks.items():
        items = [] if _is_unknown(value.get(name)) else value.get(name)
        settled[name] = _inside(nested, items, partial(settle, nested.block, decide=decide))
    return settled


def without_write_only(block: Block, value: Value) -> Value:
    """The value as Terraform may store it: write-only arguments are never kept."""
    if not isinstance(value, dict):
        return value
    kept = {name: None if block.attributes[name].write_only else value.get(name) for name in block.attributes}
    for name, nested in block.blocks.items():
        kept[name] = _inside(nested, value.get(name), partial(without_write_only, nested.block))
    return kept


def unconfigurable(block: Block, value: Value, path: tuple[str | int, ...] = ()) -> Iterable[tuple[str | int, ...]]:
    """Paths of attributes that are set although only the provider may set them."""
    if not isinstance(value, dict):
        return
    for name, attribute in block.attributes.items():
        only_computed = attribute.computed and not attribute.optional
        if only_computed and value.get(name) is not None:
            yield (*path, name)
    for name, nested in block.blocks.items():
        inner = value.get(name)
        if isinstance(inner, list):
            for index, item in enumerate(inner):
                step: tuple[str | int, ...] = (index,) if nested.nesting == "list" else ()
                yield from unconfigurable(nested.block, item, (*path, name, *step))
        elif isinstance(inner, dict) and nested.nesting in ("single", "group"):
            yield from unconfigurable(nested.block, inner, (*path, name))


def empty(block: Block) -> dict[str, Value]:
    """An object of the block's type in which nothing is set."""
    value: dict[str, Value] = dict.fromkeys(block.attributes)
    for name, nested in block.blocks.items():
        match nested.nesting:
            case "single":
                value[name] = None
            case "group":
                value[name] = empty(nested.block)
            case "map":
                value[name] = {}
            case _:
                value[name] = []
    return value


def _text(name: str, identity: str) -> str:
    if name == "id":
        return identity
    if name == "arn" or name.endswith("_arn"):
        service = identity.split("-")[1] if identity.startswith("aws-") else "standin"
        return f"arn:aws:{service}:us-east-1:123456789012:{identity}"
    return f"{identity}-{name.replace('_', '-')}"


def _is_unknown(value: Value) -> bool:
    return isinstance(value, msgpack.ExtType)


def _fill_attribute(name: str, attribute: Attribute, value: Value, decide: Decide) -> Value:
    if value is None:
        return decide(name, attribute.type) if attribute.computed else None
    if attribute.nested is not None:
        return _inside(attribute.nested, value, partial(fill, _as_block(attribute.nested), decide=decide))
    return value


def _settle_attribute(name: str, attribute: Attribute, value: Value, decide: Decide) -> Value:
    if attribute.nested is not None and not _is_unknown(value):
        return _inside(attribute.nested, value, partial(settle, _as_block(attribute.nested), decide=decide))
    return _known(name, attribute.type, value, decide)


def _known(name: str, type: TerraformType, value: Value, decide: Decide) -> Value:
    if _is_unknown(value):
        return decide(name, type)
    match type, value:
        case "dynamic", [bytes() as actual, inner]:
            return [actual, _known(name, json.loads(actual), inner, decide)]
        case ["object", members], dict():
            return {key: _known(key, members[key], inner, decide) for key, inner in value.items()}
        case ["list" | "set", element], list():
            return [_known(name, element, inner, decide) for inner in value]
        case ["map", element], dict():
            return {key: _known(key, element, inner, decide) for key, inner in value.items()}
        case ["tuple", elements], list():
            return [_known(name, t, inner, decide) for t, inner in zip(elements, value, strict=True)]
    return value


def _as_block(nested: Nested) -> Block:
    return Block(nested.attributes, {})


def _inside(nested: NestedBlock | Nested, value: Value, change: Callable[[Value], Value]) -> Value:
    """Apply `change` to each object of a nested block or attribute, whatever its nesting."""
    if isinstance(value, list):
        return [change(item) for item in value]
    if not isinstance(value, dict):
        return value
    if nested.nesting in ("single", "group"):
        return change(value)
    return {key: change(item) for key, item in value.items()}
