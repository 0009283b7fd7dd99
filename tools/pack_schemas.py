"""Build the provider schema packs of terrafirm from `terraform providers schema -json` documents.

usage: pack_schemas.py [--out DIR] [--version PROVIDER=VERSION]... SCHEMA.json[.gz]...

Each document may hold several providers; one pack is written for each. Terraform does not say which release a
schema is of: give it with --version, unless the document carries it (`x_meta.version`, written by
recover_schema.py). The same input always gives the same bytes. The layout is described in
terrafirm.model.provider_schema.
"""

import argparse
import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terrafirm.model.provider_schema import MAGIC, PACKS

Json = dict[str, Any]
SECTIONS = {
    "resource": "resource_schemas",
    "data": "data_source_schemas",
    "ephemeral": "ephemeral_resource_schemas",
}
FLAGS = {"required": "r", "optional": "o", "computed": "c", "sensitive": "s", "write_only": "w"}
DICTIONARY_SIZE = 32768  # the window of deflate: what lies further back cannot be referred to


def compact(value: object) -> str:
    """Canonical JSON text: no spaces, keys in alphabetical order."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def encode_attribute(attribute: Json) -> object:
    """One attribute in the form that the model decodes."""
    flags = "".join(letter for name, letter in FLAGS.items() if attribute.get(name))
    if "nested_type" in attribute:
        nested = attribute["nested_type"]
        inner = {name: encode_attribute(a) for name, a in nested["attributes"].items()}
        return [flags, nested["nesting_mode"], inner]
    if isinstance(attribute["type"], str):
        return f"{flags} {attribute['type']}"
    return [flags, attribute["type"]]


def encode_block(block: Json) -> list[object]:
    """The table of distinct blocks below and including `block`, children before parents."""
    table: list[object] = []
    index: dict[str, int] = {}

    def add(block: Json) -> int:
        attributes = {name: encode_attribute(a) for name, a in block.get("attributes", {}).items()}
        nested = {
            name: [b["nesting_mode"], add(b["block"]), b.get("min_items", 0), b.get("max_items", 0)]
            for name, b in sorted(block.get("block_types", {}).items())
        }
        entry = [attributes, nested]
        key = compact(entry)
        if key not in index:
            index[key] = len(table)
            table.append(entry)
        return index[key]

    add(block)
    return table


def fragments(tables: list[list[Any]]) -> Iterator[str]:
    """Text that types are likely to share: sets of attributes, single attributes, heads of nested blocks."""
    for table in tables:
        for attributes, nested in table:
            if len(attributes) > 1:
                yield compact(attributes)
            for name, code in (*attributes.items(), *nested.items()):
                yield f"{compact(name)}:{compact(code)},"


def build_dictionary(tables: list[list[Any]]) -> bytes:
    """The fragments that save most, the best last, where deflate refers to them most cheaply."""
    counts = Counter(fragments(tables))
    worth = sorted(((count - 1) * len(text), text) for text, count in counts.items() if count > 1)
    chosen: list[str] = []
    size = 0
    for _, text in reversed(worth):
        if size + len(text) > DICTIONARY_SIZE:
            break
        if any(text in other for other in chosen):
            continue
        chosen.append(text)
        size += len(text)
    return "".join(reversed(chosen)).encode()


def deflate(data: bytes, dictionary: bytes) -> bytes:
    """Raw deflate, primed with the dictionary."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=dictionary)
    return stream.compress(data) + stream.flush()


def pack(source: str, version: str, schema: Json) -> bytes:
    """The bytes of one provider's pack."""
    names = {kind: sorted(schema.get(section, {})) for kind, section in SECTIONS.items()}
    blocks = [schema.get("provider", {}).get("block", {})]
    blocks += [schema[SECTIONS[kind]][name].get("block", {}) for kind in SECTIONS for name in names[kind]]
    tables: list[list[Any]] = [encode_block(block) for block in blocks]
    dictionary = build_dictionary(tables)
    blobs = [deflate(compact(table).encode(), dictionary) for table in tables]
    sizes = [len(blob) for blob in blobs]
    header = {"source": source, "version": version, "provider": [""], **names, "sizes": sizes}
    head = zlib.compress(compact(header).encode(), 9)
    primer = zlib.compress(dictionary, 9)
    lengths = len(head).to_bytes(4, "little") + len(primer).to_bytes(4, "little")
    return b"".join((MAGIC, lengths, head, primer, *blobs))


def read_document(path: Path) -> Json:
    """A schema document, gzip-compressed where its name says so."""
    raw = path.read_bytes()
    document: Json = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return document


def main(arguments: list[str]) -> int:
    """Write one pack for every provider in the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("schemas", nargs="+", type=Path, metavar="SCHEMA")
    parser.add_argument("--out", type=Path, default=PACKS)
    parser.add_argument("--version", action="append", default=[], metavar="PROVIDER=VERSION")
    options = parser.parse_args(arguments)
    versions = dict(item.split("=", 1) for item in options.version)
    options.out.mkdir(parents=True, exist_ok=True)
    for path in options.schemas:
        document = read_document(path)
        for source, schema in sorted(document["provider_schemas"].items()):
            name = source.rpartition("/")[2]
            version = versions.get(name) or document.get("x_meta", {}).get("version")
            if not version:
                parser.error(f"{path}: which version of {name}? Say --version {name}=VERSION")
            data = pack(source, version, schema)
            (options.out / f"{name}.pack").write_bytes(data)
            sys.stdout.write(f"{name} {version}: {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
