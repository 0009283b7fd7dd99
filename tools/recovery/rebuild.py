"""Rebuild Terraform schemas from CDKTF bindings, by inverting what their generator does."""

import re
from collections import Counter
from typing import Any, Literal, TypeAlias

from tools.recovery import mapper
from tools.recovery.mapper import Mapper, UnsupportedError
from tools.recovery.source import Argument, Construct, Member, Module, small_first

Json: TypeAlias = dict[str, Any]
Type: TypeAlias = str | list[Any]
Stack: TypeAlias = tuple[str, ...]

MAX_DEPTH = 3
"""Expansions of a block that contains itself; below, it is cut."""
PRIMITIVES = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
SUFFIXES = ("OutputReference", "ListList", "MapList", "ListMap", "List", "Map")
GENERIC = re.compile(r"^(String|Number|Boolean|Any)((?:Map|List)+)$")
COLLECTION = re.compile(r"^(list|set|map)\((.*)\)$")
GETTERS: list[tuple[re.Pattern[str], Type]] = [
    (re.compile(pattern), type)
    for pattern, type in (
        (r"this\.getStringAttribute\(", "string"),
        (r"this\.getNumberAttribute\(", "number"),
        (r"this\.getBooleanAttribute\(", "bool"),
        (r"this\.getListAttribute\(", ["list", "string"]),
        (r"this\.getNumberListAttribute\(", ["list", "number"]),
        (r"cdkt[fn]\.Fn\.tolist\(this\.getListAttribute\(", ["set", "string"]),
        (
            r"cdkt[fn]\.Token\.asNumberList\(cdkt[fn]\.Fn\.tolist\(this\.getNumberListAttribute\(",
            ["set", "number"],
        ),
        (r"this\.getStringMapAttribute\(", ["map", "string"]),
        (r"this\.getNumberMapAttribute\(", ["map", "number"]),
        (r"this\.getBooleanMapAttribute\(", ["map", "bool"]),
    )
]


class Rebuilder:
    """Schemas of the constructs of one module. `notes` counts what the bindings leave open, by kind."""

    def __init__(self, module: Module, notes: Counter[str], *, nested_attributes: bool) -> None:
        """`nested_attributes`: the provider speaks protocol 6, where attributes may hold nested ones."""
        self.module = module
        self.notes = notes
        self.nested_attributes = nested_attributes
        self.struct_names = {small_first(name): name for name in module.structs}

    def construct(self, construct: Construct) -> Json:
        """The block of a resource, data source or provider."""
        # `alias` is Terraform's, not the provider's.
        provider = construct.kind == "provider"
        members = [m for m in construct.members if not (provider and m.name == "alias")]
        return self._block(members, construct.arguments, construct.interface, ())

    def _block(self, members: list[Member], arguments: dict[str, Argument], interface: str, stack: Stack) -> Json:
        attributes: Json = {}
        blocks: Json = {}
        for member in members:
            try:
                kind, content = self._member(member, arguments.get(member.name), interface, stack)
            except UnsupportedError:
                self.notes["unsupported"] += 1
                kind, content = "attribute", {"type": "dynamic"}
            if kind == "attribute":
                attributes[member.name] = content | _flags(member)
            elif kind == "block":
                blocks[member.name] = content
        return {k: v for k, v in (("attributes", attributes), ("block_types", blocks)) if v}

    def _member(
        self, member: Member, argument: Argument | None, interface: str, stack: Stack
    ) -> tuple[Literal["attribute", "block", "cut"], Json]:
        if not (member.optional or member.required):
            return "attribute", self._computed(member, stack)
        if argument is None:
            raise UnsupportedError(member.name)
        match mapper.parse(argument.mapper), argument.kind:
            case Mapper("primitive", name), _:
                self.notes["any"] += name == "any"
                return "attribute", {"type": PRIMITIVES[name]}
            case Mapper("struct", name), nesting:
                return self._single(member, nesting, name, interface, stack)
            case Mapper("list", inner=Mapper("struct", name), block=True), nesting:
                return self._nested_block(member, nesting, name, 0, stack)
            case Mapper("list", inner=Mapper("struct", name)), nesting:
                return "attribute", self._object(member, nesting, name, stack)
            case Mapper("map", inner=Mapper("struct", name)), _:
                return "attribute", self._object(member, "map", name, stack)
            case mapped, nesting:
                return "attribute", {"type": self._collection(mapped, nesting, stack)}

    def _single(
        self, member: Member, nesting: str, struct: str, interface: str, stack: Stack
    ) -> tuple[Literal["attribute", "block", "cut"], Json]:
        """One object: a block that may be given once, a single block, or an attribute."""
        if nesting in ("list", "set"):
            return self._nested_block(member, nesting, struct, 1, stack)
        documented = self.module.interfaces.get(interface, {}).get(member.name)
        if documented is not None and documented.text == f"{member.name} block":
            return self._nested_block(member, "single", struct, 0, stack)
        return "attribute", self._object(member, "single", struct, stack)

    def _nested_block(
        self, member: Member, nesting: str, struct: str, limit: int, stack: Stack
    ) -> tuple[Literal["block", "cut"], Json]:
        name, members = self._struct(struct)
        if stack.count(name) >= MAX_DEPTH:
            self.notes["recursive block cut"] += 1
            return "cut", {}
        inner = self._block(members, self._arguments(name), name, (*stack, name))
        block: Json = {"nesting_mode": nesting, "block": inner}
        if nesting in ("list", "set"):
            block |= {"min_items": 1} if member.required else {}
            block |= {"max_items": limit} if limit else {}
        return "block", block

    def _object(self, member: Member, nesting: str, struct: str, stack: Stack) -> Json:
        """An object as a plain type, or with nested attributes where these carry flags of their own."""
        name, members = self._struct(struct)
        flags = (member.computed, member.optional, member.required)
        uniform = all((m.computed, m.optional, m.required) == flags for m in members)
        configurable = member.optional or member.required
        if uniform and not (configurable and self.nested_attributes):
            return {"type": _wrapped(nesting, ["object", self._object_type(name, members, stack)])}
        self.notes["object or nested attributes"] += uniform
        if name in stack:
            self.notes["recursive attribute cut"] += 1
            return {"type": "dynamic"}
        inner = self._block(members, self._arguments(name), name, (*stack, name))
        return {"nested_type": {"nesting_mode": nesting, "attributes": inner.get("attributes", {})}}

    def _object_type(self, name: str, members: list[Member], stack: Stack) -> Json:
        if name in stack:
            self.notes["recursive object cut"] += 1
            return {}
        arguments = self._arguments(name)
        return {m.name: _type_of(self._member(m, arguments.get(m.name), name, (*stack, name))[1]) for m in members}

    def _collection(self, mapped: Mapper, nesting: str, stack: Stack) -> Type:
        match mapped:
            case Mapper("primitive", name):
                return PRIMITIVES[name]
            case Mapper("struct", name):
                return ["object", self._object_type(*self._struct(name), stack)]
            case Mapper("map", inner=Mapper("primitive", "any")):
                return "dynamic"
            case Mapper("map", inner=Mapper() as inner):
                return ["map", self._collection(inner, "list", stack)]
            case Mapper("list", inner=Mapper() as inner):
                # Only the outermost collection says whether it is a set.
                self.notes["inner list or set"] += inner.kind == "list"
                outer = nesting if nesting in ("list", "set") else "list"
                return [outer, self._collection(inner, "list", stack)]
        raise UnsupportedError(mapped.kind)

    def _computed(self, member: Member, stack: Stack) -> Json:
        if member.child is not None and not member.child_is_generic:
            return self._computed_child(member, member.child, stack)
        if member.stated_type is not None and member.child is not None:
            return {"type": _stated(member.stated_type)}
        if member.child is not None:
            return {"type": _generic(member.child, wraps_set=member.wraps_set)}
        for pattern, type in GETTERS:
            if pattern.match(member.getter):
                return {"type": type}
        if member.stated_type is not None:
            return {"type": _stated(member.stated_type)}
        if "interpolationForAttribute" in member.getter:
            self.notes["untyped"] += 1
            return {"type": ["set", "dynamic"] if "tolist" in member.getter else "dynamic"}
        raise UnsupportedError(member.name)

    def _computed_child(self, member: Member, child: str, stack: Stack) -> Json:
        suffix = next((s for s in SUFFIXES if child.endswith(s) and child.removesuffix(s) in self.module.structs), None)
        if suffix is None:
            raise UnsupportedError(child)
        struct = child.removesuffix(suffix)
        outer = "set" if member.wraps_set else "list"
        inner = "set" if self.module.inner_sets.get(child) else "list"
        match suffix:
            case "OutputReference":
                return self._object(member, "single", struct, stack)
            case "List":
                return self._object(member, outer, struct, stack)
            case "Map":
                return self._object(member, "map", struct, stack)
        element: Type = ["object", self._object_type(struct, self.module.structs[struct], stack)]
        match suffix:
            case "MapList":
                return {"type": [outer, ["map", element]]}
            case "ListMap":
                return {"type": ["map", [inner, element]]}
        return {"type": [outer, [inner, element]]}

    def _struct(self, name: str) -> tuple[str, list[Member]]:
        """A nested object's interface and members, by the name of its mapper or interface."""
        known = self.struct_names.get(small_first(name))
        if known is not None:
            return known, self.module.structs[known]
        arguments = self.module.arguments.get(small_first(name))
        if arguments is None:
            raise UnsupportedError(name)
        # Objects in a provider's configuration have no class; which are required, the interface tells.
        interface = next((i for i in self.module.interfaces if small_first(i) == small_first(name)), name)
        documented = self.module.interfaces.get(interface, {})
        required = {n for n in arguments if n in documented and documented[n].required}
        return interface, [Member(n, False, n not in required, n in required) for n in arguments]

    def _arguments(self, struct: str) -> dict[str, Argument]:
        return self.module.arguments.get(small_first(struct), {})


def _flags(member: Member) -> Json:
    flags = {
        "required": member.required,
        "optional": member.optional and not member.required,
        "computed": member.computed and not member.required,
        "write_only": member.write_only,
    }
    return {name: True for name, value in flags.items() if value}


def _wrapped(nesting: str, type: Type) -> Type:
    return type if nesting == "single" else [nesting, type]


def _type_of(attribute: Json) -> Type:
    """The type of an attribute, of one with nested attributes the equivalent object type."""
    if "type" in attribute:
        plain: Type = attribute["type"]
        return plain
    nested = attribute["nested_type"]
    members = {name: _type_of(inner) for name, inner in nested["attributes"].items()}
    return _wrapped(nested["nesting_mode"], ["object", members])


def _generic(name: str, *, wraps_set: bool) -> Type:
    """The type behind a class of the library, such as StringMapList."""
    found = GENERIC.match(name)
    if found is None:
        raise UnsupportedError(name)
    type: Type = PRIMITIVES[found[1].lower()]
    kinds = re.findall("Map|List", found[2])
    for depth, kind in enumerate(kinds, start=1):
        if kind == "Map":
            type = "dynamic" if type == "dynamic" else ["map", type]
        else:
            type = ["set" if wraps_set and depth == len(kinds) else "list", type]
    return type


def _stated(text: str) -> Type:
    """A type that the bindings state in Terraform's own notation."""
    if found := COLLECTION.match(text):
        return [found[1], _stated(found[2])]
    return text if text in ("string", "number", "bool") else "dynamic"
