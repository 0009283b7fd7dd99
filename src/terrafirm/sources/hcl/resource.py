"""A configured resource instance as the engine sees it, with the origin of each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from terrafirm.model.resource import Location, Origin
from terrafirm.model.value import TSet, Value, bare
from terrafirm.sources.hcl.instance import Instance
from terrafirm.sources.hcl.nodes import Lit, Name, TupleCons, walk
from terrafirm.sources.hcl.origin import inside, span, trace, written_out
from terrafirm.sources.hcl.references import referenced
from terrafirm.sources.hcl.syntax import Attribute, Block, Body, SourceFile


class HclResource:
    """Wraps an :class:`Instance`; see :class:`terrafirm.model.resource.Resource`."""

    __slots__ = ("_references", "address", "instance", "mode", "name", "type")

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.address = instance.address
        self.type = instance.type
        self.name = instance.name
        self.mode = instance.mode
        self._references: tuple[str, ...] | None = None

    @property
    def module(self) -> str:
        """The module instance's address."""
        return self.instance.module.address

    @property
    def is_unsure(self) -> bool:
        """Whether it is not known that there is such an instance at all (an unknown count or for_each)."""
        return self.instance.unsure is not None

    @property
    def location(self) -> Location:
        """The declaration: from the block's type to its opening brace."""
        block = self.instance.block
        return span(block.file, block.start, block.head)

    def get(self, name: str) -> Value:
        """A top-level value; null for a name that the schema does not have."""
        try:
            return self.instance[name]
        except KeyError:
            return None

    def attribute_names(self) -> Iterable[str]:
        """Every name of the schema."""
        return self.instance.names()

    def locate(self, path: tuple[str | int, ...]) -> Location:
        """The expression or block of this resource that stands at ``path``, not followed any further."""
        found, rest = self._deepest(path)
        if isinstance(found, Attribute):
            node = inside(found.expr, rest)
            return span(found.file, node.start, node.end)
        return span(found.file, found.start, found.head)

    def is_literal(self, path: tuple[str | int, ...]) -> bool | None:
        """Whether the value at ``path`` stands in the code as plain text (through locals and defaults, too)."""
        found, rest = self._deepest(path)
        if not isinstance(found, Attribute) or self._is_left_alone(str(path[0])):
            return None
        return written_out(inside(found.expr, rest), self.instance.env)

    def _deepest(self, path: tuple[str | int, ...]) -> tuple[Attribute | Block, tuple[str | int, ...]]:
        """The attribute on ``path`` with the rest of the path, or the innermost block that the path enters."""
        current = self.instance.block
        holder: Value = self.instance
        for position, name in enumerate(path):
            if not isinstance(name, str):
                continue
            rest = path[position + 1 :]
            held = bare(holder.get(name)) if isinstance(holder, dict) else None
            inner = _nested(current.body, name)
            if not inner:
                attribute = current.body.attributes.get(name)
                return (current, ()) if attribute is None else (attribute, _as_written(attribute, held, rest))
            index = rest[0] if rest and isinstance(rest[0], int) else 0
            items = list(held) if isinstance(held, (list, tuple, TSet)) else [held]
            holder = bare(items[index]) if index < len(items) else None
            current = self.instance.made_by.get(id(holder)) or _nth(inner, index)
        return current, ()

    def _is_left_alone(self, name: str) -> bool:
        """Whether Terraform is told to ignore changes of an argument: what the code says is then often a stand-in."""
        for block in self.instance.block.body.blocks:
            given = block.body.attributes.get("ignore_changes") if block.type == "lifecycle" else None
            if given is not None:
                return any(isinstance(node, Name) and node.root in (name, "all") for node in walk(given.expr))
        return False

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """The expression or block that sets ``path``, followed through locals, variables and modules."""
        found, rest = self._deepest(path)
        if isinstance(found, Attribute):
            return trace(found.file, inside(found.expr, rest), self.instance.env)
        return Origin(span(found.file, found.start, found.head))

    def references(self) -> Iterable[str]:
        """Addresses that any expression of the resource refers to."""
        if self._references is None:
            self._references = tuple(referenced(self.instance))
        return self._references

    def source_blocks(self) -> Iterator[tuple[SourceFile, int, int]]:
        """The file and span of the declaration, for comments in and above it."""
        block = self.instance.block
        yield block.file, block.start, block.end


def _nth(blocks: list[Block], index: int) -> Block:
    """The block that an element is likely made by, where it cannot be told."""
    chosen = blocks[index] if index < len(blocks) else blocks[0]
    if chosen.type != "dynamic":
        return chosen
    return next((item for item in chosen.body.blocks if item.type == "content"), chosen)


def _as_written(attribute: Attribute, value: Value, rest: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The rest of a path by the order in which the code lists the elements of a set; all of it where it lists none."""
    if type(value) is not TSet or not rest or not isinstance(rest[0], int) or rest[0] >= len(value):
        return rest
    element = bare(value.items[rest[0]])
    written = attribute.expr.items if isinstance(attribute.expr, TupleCons) else []
    found = [n for n, item in enumerate(written) if isinstance(item, Lit) and item.value == element]
    others = [n for n, item in enumerate(written) if not isinstance(item, Lit)]
    certain = found[:1] or (others if len(others) == 1 else [])
    return (certain[0], *rest[1:]) if certain else ()


def _nested(body: Body, name: str) -> list[Block]:
    return [
        block for block in body.blocks if block.type == name or (block.type == "dynamic" and block.labels == (name,))
    ]
