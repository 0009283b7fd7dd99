"""Turn a configuration body into values by its provider schema, as Terraform's core does before planning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from terrafirm.model.provider_schema import Attribute as SchemaAttribute
from terrafirm.model.provider_schema import Block as SchemaBlock
from terrafirm.model.provider_schema import NestedBlock
from terrafirm.model.types import ConversionError, Type, convert, from_json
from terrafirm.model.value import OpenObject, Ref, Sensitive, TMap, TSet, Unknown, UnsetBlocks, Value, bare
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError, LimitReached
from terrafirm.sources.hcl.syntax import Attribute, Block, Body

#: Blocks that one dynamic block, and those within each other, may produce.
MAX_DYNAMIC = 10_000


class Decoder:
    """Decodes the body of one object at ``address``; ``unset_kind`` is ``computed`` (managed) or ``data``.

    ``made_by`` is told the block that each nested object is made by, under the object's identity: sets have an order of
    their own, and a dynamic block makes many.
    """

    __slots__ = ("_holes", "_made", "_made_by", "address", "managed")

    def __init__(self, address: str, made_by: dict[int, Block], *, managed: bool) -> None:
        self.address = address
        self.managed = managed
        self._made_by = made_by
        self._holes: dict[tuple[str, ...], Unknown] = {}
        self._made = 0  # blocks that dynamic blocks have made

    def attribute(self, body: Body, name: str, schema: SchemaAttribute, env: Env, path: tuple[str, ...]) -> Value:
        """The value of an argument or exported attribute."""
        given = body.attributes.get(name)
        value: Value = None
        if given is not None:
            value = self._argument(given, schema, env, path)
        elif any(block.type == name or block.labels == (name,) for block in body.blocks) and schema.type != "string":
            value = self._attribute_as_blocks(body, name, schema, env, path)
        if value is None and schema.computed:
            value = self._unset(schema, path)
        if (schema.sensitive or schema.write_only) and value is not None and type(value) is not Sensitive:
            return Sensitive(value)
        return value

    def _argument(self, given: Attribute, schema: SchemaAttribute, env: Env, path: tuple[str, ...]) -> Value:
        value = env.module.run.value(given.expr, env, given.file)
        try:
            converted = convert(value, _type(schema))
        except ConversionError as error:
            why = f"Incorrect attribute value type: inappropriate value for attribute {given.name!r}: {error}"
            env.module.run.note(given.file, given.expr.start, why)
            return Unknown(why, "error")
        if schema.nested is not None and converted is not None:
            return self._fill_nested(converted, schema, path)
        return converted

    def _fill_nested(self, value: Value, schema: SchemaAttribute, path: tuple[str, ...]) -> Value:
        """Computed attributes that the configuration leaves null inside a nested attribute are the provider's."""
        nested = schema.nested
        if nested is None or type(value) in (Unknown, Sensitive):
            return value
        if nested.nesting == "single":
            return self._fill_object(value, nested.attributes, path)
        if isinstance(value, dict):
            return TMap((key, self._fill_object(item, nested.attributes, path)) for key, item in value.items())
        items = [self._fill_object(item, nested.attributes, path) for item in value]
        return TSet(items) if type(value) is TSet else items

    def _fill_object(self, value: Value, attributes: dict[str, SchemaAttribute], path: tuple[str, ...]) -> Value:
        if not isinstance(value, dict):
            return value
        result = dict(value)
        for name, schema in attributes.items():
            inner = (*path, name)
            if result.get(name) is None:
                if schema.computed:
                    result[name] = self._unset(schema, inner)
            elif schema.nested is not None:
                result[name] = self._fill_nested(result[name], schema, inner)
            if (schema.sensitive or schema.write_only) and result[name] is not None:
                result[name] = Sensitive(result[name])
        return result

    def _unset(self, schema: SchemaAttribute, path: tuple[str, ...]) -> Unknown:
        """What the provider will say: one value for a path, so that equal blocks of a set are one block."""
        found = self._holes.get(path)
        if found is None:
            found = self._holes[path] = self._hole(schema, path)
        return found

    def _hole(self, schema: SchemaAttribute, path: tuple[str, ...]) -> Unknown:
        name = ".".join(path)
        refs = (Ref(self.address, path),)
        if not self.managed:
            return Unknown(f"{self.address}.{name} is read from the cloud", "data", type=_type(schema), refs=refs)
        if schema.optional:
            return Unknown(f"{name} is left to the provider", "computed", type=_type(schema), refs=refs)
        return Unknown(f"{self.address}.{name} is known after apply", "apply", type=_type(schema), refs=refs)

    def _attribute_as_blocks(
        self, body: Body, name: str, schema: SchemaAttribute, env: Env, path: tuple[str, ...]
    ) -> Value:
        """Block syntax for an attribute of objects (the SDK's "attributes as blocks" mode)."""
        wanted = _type(schema)
        if not (isinstance(wanted, tuple) and wanted[0] in ("list", "set") and isinstance(wanted[1], tuple)):
            return None
        objects = list(self._blocks(body, name, _schema_of(wanted[1]), env, path))
        unknown = next((item for item in objects if type(item) is Unknown), None)
        if unknown is not None:
            return unknown
        return TSet(objects) if wanted[0] == "set" else objects

    def block(self, body: Body, name: str, schema: NestedBlock, env: Env, path: tuple[str, ...]) -> Value:
        """The value of a kind of nested block: an object or null, or a list, set or map of objects."""
        found = list(self._blocks(body, name, schema.block, env, path))
        unknown = _of_unknown_number(found, schema.nesting)
        if unknown is not None:
            return unknown
        if schema.nesting in ("single", "group"):
            return found[0] if found else self._empty_group(schema, env, path)
        if not found and schema.nesting in ("list", "set") and _may_be_filled(schema.block):
            inner = (*path, name)
            why = f"{self.address}.{'.'.join(inner)} may be filled in by the provider"
            of_type = (schema.nesting, "any")
            return UnsetBlocks(Unknown(why, "computed", type=of_type, not_null=True, refs=(Ref(self.address, inner),)))
        if schema.nesting == "set":
            return TSet(found)
        if schema.nesting == "map":
            return {item.pop("__key__"): item for item in found if isinstance(item, dict)}
        return found

    def _empty_group(self, schema: NestedBlock, env: Env, path: tuple[str, ...]) -> Value:
        return self.body(Body(), schema.block, env, path) if schema.nesting == "group" else None

    def _blocks(self, body: Body, name: str, schema: SchemaBlock, env: Env, path: tuple[str, ...]) -> Iterator[Value]:
        inner = (*path, name)
        for block in body.blocks:
            if block.type == name:
                value = self.body(block.body, schema, env, inner)
                if block.labels:
                    value["__key__"] = block.labels[0]
                self._made_by[id(value)] = block
                yield value
            elif block.type == "dynamic" and block.labels == (name,):
                yield from self._dynamic(block, lambda content, names: self.body(content, schema, names, inner), env)

    def _dynamic(self, block: Block, decode: Callable[[Body, Env], Value], env: Env) -> Iterator[Value]:
        content = next((inner for inner in block.body.blocks if inner.type == "content"), None)
        source = block.body.attributes.get("for_each")
        run = env.module.run
        if content is None or source is None:
            run.note(block.file, block.start, 'Invalid dynamic block: "for_each" and a "content" block are required')
            return
        marked = run.value(source.expr, env, source.file)
        value = bare(marked)
        iterator = _iterator_name(block)
        if type(value) is Unknown:
            yield Unknown(
                f"the number of {block.labels[0]} blocks is not known: {value.why}", value.kind, refs=value.refs
            )
            return
        try:
            entries = list(_entries(value))
        except EvalError as error:
            run.note(source.file, source.expr.start, str(error))
            yield Unknown(str(error), "error")
            return
        if len(entries) > MAX_DYNAMIC:
            why = f"a dynamic block with more than {MAX_DYNAMIC} elements is not evaluated"
            run.note(source.file, source.expr.start, why)
            yield Unknown(why, "limit")
            return
        self._made += len(entries)
        if self._made > MAX_DYNAMIC:
            raise LimitReached(f"dynamic blocks within each other make more than {MAX_DYNAMIC}: not evaluated")
        for key, item in entries:
            names = dict(env.names) if env.names else {}
            shown = Sensitive(item) if marked is not value else item
            names[iterator] = {"key": key, "value": shown}
            made = decode(content.body, env.with_names(names))
            self._made_by[id(made)] = content
            yield made

    def body(self, body: Body, schema: SchemaBlock, env: Env, path: tuple[str, ...]) -> dict[str, Value]:
        """A nested block's object: every attribute and block of its schema."""
        result: dict[str, Value] = {}
        for name, attribute in schema.attributes.items():
            result[name] = self.attribute(body, name, attribute, env, (*path, name))
        for name, nested in schema.blocks.items():
            result[name] = self.block(body, name, nested, env, path)
        return result

    def free(self, body: Body, name: str, env: Env) -> Value:
        """What a body without a schema has by a name: the argument as it is, else the blocks as a list of objects."""
        attribute = body.attributes.get(name)
        if attribute is not None:
            return env.module.run.value(attribute.expr, env, attribute.file)
        found = list(self._free_blocks(body, name, env))
        return _of_unknown_number(found, "list") or found

    def _free_blocks(self, body: Body, name: str, env: Env) -> Iterator[Value]:
        for block in body.blocks:
            if block.type == name:
                made = self._free_object(block.body, env)
                self._made_by[id(made)] = block
                yield made
            elif block.type == "dynamic" and block.labels == (name,):
                yield from self._dynamic(block, self._free_object, env)

    def _free_object(self, body: Body, env: Env) -> OpenObject:
        return OpenObject((name, self.free(body, name, env)) for name in names_in(body))


def _of_unknown_number(found: list[Value], nesting: str) -> Unknown | None:
    """What blocks are worth of which some stand for a number that is not known; nothing where all are known."""
    unknown = next((item for item in found if type(item) is Unknown), None)
    if unknown is None:
        return None
    known = tuple(item for item in found if type(item) is not Unknown)
    return Unknown(unknown.why, unknown.kind, type=(nesting, "any"), not_null=True, document=known, refs=unknown.refs)


def names_in(body: Body) -> list[str]:
    """What a body sets: its arguments, then its kinds of blocks."""
    blocks = (item.labels[0] if item.type == "dynamic" and item.labels else item.type for item in body.blocks)
    return list(dict.fromkeys([*body.attributes, *blocks]))


def _may_be_filled(schema: SchemaBlock) -> bool:
    """Whether the provider chooses what a block leaves out, so that it may make the block itself, too.

    What it only adds to a block, such as the principal of an identity, says nothing of a block that is not there.
    """
    return any(attribute.computed and attribute.optional for attribute in schema.attributes.values())


def _iterator_name(block: Block) -> str:
    """The name a dynamic block's content uses: its ``iterator``, else its label."""
    given = block.body.attributes.get("iterator")
    root = getattr(given.expr, "root", None) if given is not None else None
    return root if isinstance(root, str) else block.labels[0]


def _entries(value: Value) -> Iterator[tuple[Value, Value]]:
    if isinstance(value, dict):
        return ((key, value[key]) for key in sorted(value))
    if type(value) is TSet:
        return ((item, item) for item in value)
    if isinstance(value, (list, tuple)):
        return iter(enumerate(value))
    raise EvalError("Invalid dynamic for_each value: cannot use a value of this type in for_each")


_TYPES: dict[int, tuple[Any, Type]] = {}


def _type(schema: SchemaAttribute) -> Type:
    """The parsed type of a schema attribute, converted once."""
    found = _TYPES.get(id(schema))
    if found is None:
        # the schema is kept beside its type so that its id stays taken
        found = _TYPES[id(schema)] = (schema, _settled(schema))
    return found[1]


def _settled(schema: SchemaAttribute) -> Type:
    if schema.nested is None:
        return from_json(schema.type)
    inner = ("object", {name: _settled(item) for name, item in schema.nested.attributes.items()}, _optional(schema))
    return inner if schema.nested.nesting == "single" else (schema.nested.nesting, inner)


def _optional(schema: SchemaAttribute) -> dict[str, Any]:
    from terrafirm.model.types import NO_DEFAULT

    nested = schema.nested.attributes if schema.nested is not None else {}
    return {name: NO_DEFAULT for name, item in nested.items() if not item.required}


def _schema_of(wanted: Type) -> SchemaBlock:
    """A block schema for an object type, for attributes written as blocks."""
    return _schema_of_cached(_freeze(wanted))


def _freeze(wanted: Type) -> Type:
    if isinstance(wanted, tuple) and wanted[0] == "object":
        return ("object", tuple((name, _freeze(inner)) for name, inner in wanted[1].items()))
    if isinstance(wanted, tuple) and wanted[0] != "tuple":
        return (wanted[0], _freeze(wanted[1]))
    return wanted


@cache
def _schema_of_cached(frozen: Type) -> SchemaBlock:
    attributes = {name: SchemaAttribute(_thaw(inner), optional=True) for name, inner in frozen[1]}
    return SchemaBlock(attributes, {})


def _thaw(frozen: Type) -> Any:
    if isinstance(frozen, str):
        return "dynamic" if frozen == "any" else frozen
    if frozen[0] == "object":
        return ["object", {name: _thaw(inner) for name, inner in frozen[1]}]
    return [frozen[0], _thaw(frozen[1])]
