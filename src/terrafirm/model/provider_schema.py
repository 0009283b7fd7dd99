"""Schemas of Terraform provider types, read one type at a time from the packs in provider_schemas/.

A pack (NAME.pack, written by tools/pack_schemas.py) holds one provider:

    magic b"TFSCHEMA1\\n" | header size, dictionary size: uint32, little-endian | header | dictionary | blobs

The header (deflated JSON) names the provider and every type; `sizes` are the blob lengths in bytes, in the
order provider configuration, resources, data sources, ephemeral resources. A blob is raw deflate, primed with
the pack's dictionary, of a JSON list of distinct blocks, children before parents, root last:

    block      [{name: attribute}, {name: [nesting, index of block, min_items, max_items]}]
    attribute  "FLAGS TYPE" for a primitive type | [FLAGS, type] | [FLAGS, nesting, {name: attribute}]
    FLAGS      r required, o optional, c computed, s sensitive, w write-only
"""

import json
import zlib
from dataclasses import replace
from functools import cache
from itertools import accumulate, count
from pathlib import Path
from typing import Any, Literal, TypeAlias

from terrafirm.model.record import dataclass

Kind = Literal["provider", "resource", "data", "ephemeral"]
TerraformType: TypeAlias = str | list[Any]
"""Terraform's JSON type syntax: "string", "dynamic", ["list", "string"], ["object", {"name": type}]..."""

MAGIC = b"TFSCHEMA1\n"
PACKS = Path(__file__).parent.parent / "provider_schemas"
_KINDS: tuple[Kind, ...] = ("provider", "resource", "data", "ephemeral")
_PREFIX_LENGTH = len(MAGIC) + 8


class UnreadablePackError(ValueError):
    """A pack is damaged or of another release of terrafirm."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not a provider schema pack of this release")


@dataclass(frozen=True, slots=True)
class Nested:
    """The structure of an attribute whose nested attributes carry flags of their own (`nested_type`)."""

    nesting: str
    attributes: "dict[str, Attribute]"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One argument or exported value; `type` of an attribute with `nested` is the equivalent object type."""

    type: TerraformType
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    nested: Nested | None = None
    write_only: bool = False


@dataclass(frozen=True, slots=True)
class NestedBlock:
    """A block type in a block; `nesting` is single, group, list, set or map; 0 `max_items` is no limit."""

    nesting: str
    block: "Block"
    min_items: int = 0
    max_items: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The arguments and nested blocks that a block may hold. Shared and cached: do not change the dicts."""

    attributes: dict[str, Attribute]
    blocks: dict[str, NestedBlock]


@dataclass(frozen=True, slots=True)
class _Pack:
    path: Path
    source: str
    version: str
    dictionary: bytes
    types: dict[Kind, dict[str, int]]
    """The number of each type's blob."""
    offsets: list[int]
    """Where each blob begins in the file, and last where the file ends."""

    def block(self, kind: Kind, name: str) -> Block | None:
        number = self.types[kind].get(name)
        if number is None:
            return None
        with self.path.open("rb") as file:
            file.seek(self.offsets[number])
            raw = file.read(self.offsets[number + 1] - self.offsets[number])
        inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=self.dictionary)
        return _decode(json.loads(inflate.decompress(raw)))


@cache
def resource_block(type: str, provider: str | None = None) -> Block | None:
    """The schema of a managed resource type; None where no packed provider (or not `provider`) has it."""
    return _typed_block("resource", type, provider)


@cache
def data_source_block(type: str, provider: str | None = None) -> Block | None:
    """The schema of a data source type; None where no packed provider (or not `provider`) has the type."""
    return _typed_block("data", type, provider)


@cache
def ephemeral_block(type: str, provider: str | None = None) -> Block | None:
    """The schema of an ephemeral resource type; None where no packed provider (or not `provider`) has it."""
    return _typed_block("ephemeral", type, provider)


@cache
def provider_block(provider: str) -> Block | None:
    """The schema of a provider's own configuration block; None for a provider without a pack."""
    pack = _pack(provider)
    block = pack.block("provider", "") if pack is not None else None
    return None if block is None else _marked(block, f"provider.{provider}")


def provider_names() -> list[str]:
    """The local names of all packed providers, sorted."""
    return sorted(path.stem for path in PACKS.glob("*.pack"))


def provider_source(provider: str) -> str | None:
    """The source address, such as registry.terraform.io/hashicorp/aws; None for a provider without a pack."""
    pack = _pack(provider)
    return None if pack is None else pack.source


def provider_version(provider: str) -> str | None:
    """The provider release whose schema is packed; None for a provider without a pack."""
    pack = _pack(provider)
    return None if pack is None else pack.version


@cache
def provider_of(type: str) -> str | None:
    """The provider that serves a resource or data source type, `google` before `google-beta`."""
    for name in _candidates(type):
        pack = _pack(name)
        if pack is not None and any(type in names for names in pack.types.values()):
            return name
    return None


def resource_types(provider: str) -> list[str]:
    """All managed resource types of a provider, sorted; empty for a provider without a pack."""
    return _types("resource", provider)


def data_source_types(provider: str) -> list[str]:
    """All data source types of a provider, sorted; empty for a provider without a pack."""
    return _types("data", provider)


def ephemeral_types(provider: str) -> list[str]:
    """All ephemeral resource types of a provider, sorted; empty for a provider without a pack."""
    return _types("ephemeral", provider)


def _types(kind: Kind, provider: str) -> list[str]:
    pack = _pack(provider)
    return [] if pack is None else list(pack.types[kind])


def _typed_block(kind: Kind, type: str, provider: str | None) -> Block | None:
    for name in [provider] if provider is not None else _candidates(type):
        pack = _pack(name)
        block = pack.block(kind, type) if pack is not None else None
        if block is not None:
            return _marked(block, type if kind == "resource" else f"{kind}.{type}")
    return None


def _candidates(type: str) -> list[str]:
    """Terraform implies the provider from the part of a type before the first underscore."""
    prefix = type.partition("_")[0]
    return [prefix, f"{prefix}-beta"] if prefix == "google" else [prefix]


@cache
def _pack(provider: str) -> _Pack | None:
    path = PACKS / f"{provider}.pack"
    # A name comes from scanned input, so it must not leave the folder.
    if path.parent != PACKS or not path.is_file():
        return None
    with path.open("rb") as file:
        prefix = file.read(_PREFIX_LENGTH)
        if not prefix.startswith(MAGIC):
            raise UnreadablePackError(path.name)
        header_size = int.from_bytes(prefix[-8:-4], "little")
        dictionary_size = int.from_bytes(prefix[-4:], "little")
        header = json.loads(zlib.decompress(file.read(header_size)))
        dictionary = zlib.decompress(file.read(dictionary_size))
    numbers = count()
    types = {kind: dict(zip(header[kind], numbers, strict=False)) for kind in _KINDS}
    offsets = list(accumulate(header["sizes"], initial=_PREFIX_LENGTH + header_size + dictionary_size))
    return _Pack(path, header["source"], header["version"], dictionary, types, offsets)


def _decode(table: list[Any]) -> Block:
    """Build the root of a blob; equal nested blocks become one shared object."""
    blocks: list[Block] = []
    for attributes, nested in table:
        blocks.append(
            Block(
                {name: _attribute(code) for name, code in attributes.items()},
                {name: NestedBlock(n, blocks[index], low, high) for name, (n, index, low, high) in nested.items()},
            )
        )
    return blocks[-1]


def _attribute(code: str | list[Any]) -> Attribute:
    if isinstance(code, str):
        return _primitive(code)
    flags = code[0]
    if len(code) == 2:
        return _flagged(flags, code[1], None)
    nested = Nested(code[1], {name: _attribute(inner) for name, inner in code[2].items()})
    return _flagged(flags, _nested_type(nested), nested)


@cache
def _primitive(code: str) -> Attribute:
    flags, _, type = code.partition(" ")
    return _flagged(flags, type, None)


def _flagged(flags: str, type: TerraformType, nested: Nested | None) -> Attribute:
    return Attribute(type, "r" in flags, "o" in flags, "c" in flags, "s" in flags, nested, "w" in flags)


def _nested_type(nested: Nested) -> TerraformType:
    members: TerraformType = ["object", {name: a.type for name, a in nested.attributes.items()}]
    return members if nested.nesting == "single" else [nested.nesting, members]


@cache
def _sensitive_paths() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads((PACKS / "sensitive.json").read_text("utf-8"))["sensitive"]
    return data


def _marked(block: Block, key: str) -> Block:
    """The block with the curated sensitive attributes of `key` marked."""
    for path in _sensitive_paths().get(key, ()):
        block = _mark(block, path.split("."))
    return block


def _mark(block: Block, path: list[str]) -> Block:
    name, rest = path[0], path[1:]
    if not rest or name in block.attributes:
        return Block(_mark_attribute(block.attributes, name, rest), block.blocks)
    inner = block.blocks[name]
    return Block(block.attributes, {**block.blocks, name: replace(inner, block=_mark(inner.block, rest))})


def _mark_attribute(attributes: dict[str, Attribute], name: str, rest: list[str]) -> dict[str, Attribute]:
    attribute = attributes[name]
    if rest and attribute.nested is not None:
        nested = replace(attribute.nested, attributes=_mark_attribute(attribute.nested.attributes, rest[0], rest[1:]))
        return {**attributes, name: replace(attribute, nested=nested)}
    return {**attributes, name: replace(attribute, sensitive=True)}
