"""A configured resource instance as the engine sees it, with the origin of each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from terrafirm.model.resource import Location, Origin
from terrafirm.model.value import Value
from terrafirm.sources.hcl.instance import Instance
from terrafirm.sources.hcl.nodes import Name, walk
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
        found, rest = _deepest(self.instance.block, path)
        if isinstance(found, Attribute):
            node = inside(found.expr, rest)
            return span(found.file, node.start, node.end)
        return span(found.file, found.start, found.head)

    def is_literal(self, path: tuple[str | int, ...]) -> bool | None:
        """Whether the value at ``path`` stands in the code as plain text (through locals and defaults, too)."""
        found, rest = _deepest(self.instance.block, path)
        if not isinstance(found, Attribute) or self._is_left_alone(str(path[0])):
            return None
        return written_out(inside(found.expr, rest), self.instance.env)

    def _is_left_alone(self, name: str) -> bool:
        """Whether Terraform is told to ignore changes of an argument: what the code says is then often a stand-in."""
        for block in self.instance.block.body.blocks:
            given = block.body.attributes.get("ignore_changes") if block.type == "lifecycle" else None
            if given is not None:
                return any(isinstance(node, Name) and node.root in (name, "all") for node in walk(given.expr))
        return False

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """The expression or block that sets ``path``, followed through locals, variables and modules."""
        found, rest = _deepest(self.instance.block, path)
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


def _deepest(block: Block, path: tuple[str | int, ...]) -> tuple[Attribute | Block, tuple[str | int, ...]]:
    """The attribute on ``path`` with the rest of the path, or the innermost block that the path enters."""
    current = block
    position = 0
    while position < len(path):
        name = path[position]
        position += 1
        if not isinstance(name, str):
            continue
        attribute = current.body.attributes.get(name)
        inner = _nested(current.body, name)
        if not inner:
            return (attribute, path[position:]) if attribute is not None else (current, ())
        index = path[position] if position < len(path) else 0
        chosen = inner[index] if isinstance(index, int) and index < len(inner) else inner[0]
        if chosen.type == "dynamic":
            chosen = next((item for item in chosen.body.blocks if item.type == "content"), chosen)
        current = chosen
    return current, ()


def _nested(body: Body, name: str) -> list[Block]:
    return [
        block for block in body.blocks if block.type == name or (block.type == "dynamic" and block.labels == (name,))
    ]
