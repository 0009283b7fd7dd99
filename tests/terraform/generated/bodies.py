"""Random bodies of blocks by their provider schema."""

from __future__ import annotations

from collections.abc import Iterator

from terrafirm.model.provider_schema import Attribute, Block, NestedBlock, TerraformType
from terrafirm.model.types import from_json
from tests.terraform.generated.grammar import Grammar
from tests.terraform.generated.literals import Type, literal

DEEPEST = 3
"""Levels of nested blocks beyond which only required ones are written."""


def body(grammar: Grammar, block: Block, depth: int, level: int = 0) -> Iterator[str]:
    """The lines of a body that the schema allows; `depth` 0 writes required arguments only, with literals."""
    random, pad = grammar.random, "  " * (level + 1)
    for name, attribute in block.attributes.items():
        if _is_written(grammar, attribute, depth):
            if depth and _may_be_blocks(attribute) and random.random() < 0.5:
                yield from _as_blocks(grammar, name, attribute, depth, level)
            else:
                yield f"{pad}{name} = {_value(grammar, attribute, depth)}"
    for name, nested in block.blocks.items():
        wanted = depth and level < DEEPEST and random.random() < _share(block)
        if nested.min_items or wanted:
            yield from _nested(grammar, name, nested, depth, level)


def _share(block: Block) -> float:
    return min(0.4, 3 / max(1, len(block.blocks)))


def _is_written(grammar: Grammar, attribute: Attribute, depth: int) -> bool:
    if attribute.required:
        return True
    if attribute.write_only:
        return False  # planned as null, whatever it is
    chance = 0.0 if not attribute.optional or not depth else 0.08 if attribute.computed else 0.3
    return grammar.random.random() < chance


def _value(grammar: Grammar, attribute: Attribute, depth: int) -> str:
    wanted = _type(grammar, attribute)
    if not depth:
        return literal(wanted, grammar.random, whole=True)
    return grammar.expression(wanted, grammar.random.choice((0, 1, depth)))


def _type(grammar: Grammar, attribute: Attribute) -> Type:
    """The attribute's type; of nested attributes those that may be set, optional ones at random."""
    if attribute.nested is None:
        return from_json(attribute.type)
    inner = attribute.nested.attributes
    chosen = {
        name: _type(grammar, item)
        for name, item in inner.items()
        if item.required or (item.optional and grammar.random.random() < 0.4)
    }
    wanted: Type = ("object", chosen, {})
    return wanted if attribute.nested.nesting == "single" else (attribute.nested.nesting, wanted)


def _may_be_blocks(attribute: Attribute) -> bool:
    """Whether the attribute is one of the SDK's lists or sets of objects that block syntax may set."""
    match attribute.type:
        case ["list" | "set", ["object", *_]]:
            return attribute.nested is None
    return False


def _as_blocks(grammar: Grammar, name: str, attribute: Attribute, depth: int, level: int) -> Iterator[str]:
    assert isinstance(attribute.type, list)
    members: dict[str, TerraformType] = attribute.type[1][1]
    block = Block({member: Attribute(type, optional=True) for member, type in members.items()}, {})
    for _ in range(grammar.random.choice((1, 2))):
        yield from _written(name, body(grammar, block, depth, level + 1), level)


def _nested(grammar: Grammar, name: str, nested: NestedBlock, depth: int, level: int) -> Iterator[str]:
    single = nested.nesting in ("single", "group") or nested.max_items == 1
    if nested.nesting == "map":
        yield from _written(f'{name} "only"', body(grammar, nested.block, depth, level + 1), level)
        return
    if depth and grammar.random.random() < 0.35:
        yield from _dynamic(grammar, name, nested, depth, level, single=single)
        return
    for _ in range(1 if single else max(nested.min_items, grammar.random.choice((1, 1, 2)))):
        yield from _written(name, body(grammar, nested.block, depth, level + 1), level)


def _dynamic(
    grammar: Grammar, name: str, nested: NestedBlock, depth: int, level: int, *, single: bool
) -> Iterator[str]:
    random, pad = grammar.random, "  " * (level + 2)
    kind = random.choice(("list", "map", "set"))
    element: Type = "string" if kind == "set" else grammar.element(kind)
    with grammar.decided():
        source = grammar.expression((kind, element), 1)
        if single or nested.min_items:
            only = grammar.expression("string", 1)
            least = "true" if nested.min_items else grammar.expression("bool", 1)
            kind, element, source = "list", "string", f"{least} ? [{only}] : []"
    iterator = name if random.random() < 0.7 else "it"
    yield f'{pad[2:]}dynamic "{name}" {{'
    yield f"{pad}for_each = {source}"
    if iterator != name:
        yield f"{pad}iterator = it"
    with grammar.local_scope():
        grammar.declare("number" if kind == "list" else "string", f"{iterator}.key")
        grammar.declare(element, f"{iterator}.value")
        yield from _written("content", body(grammar, nested.block, depth, level + 2), level + 1)
    yield f"{pad[2:]}}}"


def _written(header: str, lines: Iterator[str], level: int) -> Iterator[str]:
    pad = "  " * (level + 1)
    yield f"{pad}{header} {{"
    yield from lines
    yield f"{pad}}}"
