"""A planned resource instance: known values, unknown ones with what they will come from, secrets marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from terrafirm.model.provider_schema import Attribute, Block, NestedBlock
from terrafirm.model.resource import Location, Origin, Resource
from terrafirm.model.types import Type
from terrafirm.model.value import Ref, Sensitive, Unknown, UnsetBlocks, Value, bare
from terrafirm.sources.plan.configuration import Expression, find
from terrafirm.sources.state.resource import Identity, RecordedResource
from terrafirm.sources.state.shape import Path, attribute_type, mark, marked_within

if TYPE_CHECKING:
    from terrafirm.sources.plan.world import PlannedWorld


class PlannedResource(RecordedResource):
    """A resource as it will be after apply; see :class:`terrafirm.model.resource.Resource`."""

    __slots__ = ("_code", "_unknown", "_world")

    def __init__(
        self,
        identity: Identity,
        values: dict[str, Any],
        unknown: Any,
        sensitive: Any,
        location: Location,
        world: PlannedWorld,
    ) -> None:
        super().__init__(identity, values, sensitive, location)
        self._unknown = unknown or None
        self._world = world
        self._code: Resource | None = None

    def found_in(self, code: Resource) -> None:
        """Let findings point to the configuration, and let it tell what plans leave out of references."""
        self._code = code
        self.location = code.location
        self._cache.clear()

    def origin(self, path: tuple[str | int, ...]) -> Origin:
        """The expression that sets the value where the code is at hand, else the plan."""
        return super().origin(path) if self._code is None else self._code.origin(path)

    def attribute_names(self) -> Iterable[str]:
        """Every name of the schema, then what the plan has besides, known or not."""
        unknown = self._unknown if isinstance(self._unknown, dict) else {}
        return list(dict.fromkeys([*super().attribute_names(), *unknown]))

    def references(self) -> Iterable[str]:
        """Addresses, without instance keys, of the resources that its configuration refers to."""
        return self._world.references_of(self.identity)

    def is_literal(self, path: Path) -> bool | None:
        """Whether the configuration has a constant at ``path``; none when the plan does not tell."""
        expressions = self._world.expressions(self.identity)
        if expressions is None:
            return None
        found = find(expressions, path, self._values)
        if found.expression is None or not found.sure:
            return None
        if "constant_value" in found.expression:
            return True
        if not found.expression.get("references"):
            return None
        if self.is_unknown(path):
            return False  # text is always known
        written = self._world.written_out(self.identity, found.expression)
        # of a part of an expression's value nobody can tell which part the references are for
        return None if found.rest and not written else written

    def is_unknown(self, path: Path) -> bool:
        """Whether anything at ``path`` is known only after apply."""
        return marked_within(self._unknown, path)

    def leave_unknown(self) -> None:
        """Take what the schema has and the record leaves out as unknown: so ``planned_values`` shows unknown values."""
        schema = self._schema
        names = [*schema.attributes, *schema.blocks] if schema is not None else []
        self._unknown = {name: True for name in names if name not in self._values}

    def is_set(self, name: str) -> bool:
        """Whether the configuration sets an argument; also true where the plan does not tell."""
        expressions = self._world.expressions(self.identity)
        return expressions is None or name in expressions

    def expression(self, path: Path) -> Expression | None:
        """The configuration's expression for ``path``; none where it has none or the plan does not tell."""
        expressions = self._world.expressions(self.identity)
        return None if expressions is None else find(expressions, path, self._values).expression

    def _unknown_mark(self, name: str) -> Any:
        return True if self._unknown is True else mark(self._unknown, name)

    def _shape(self, name: str) -> Value:
        if self.mode == "data" and self._unknown is not None:
            known, value = self._world.computed(self, name)
            if known:
                return value
        return super()._shape(name)

    def _mystery(self, path: Path, wanted: Type, schema: Attribute | NestedBlock | None) -> Value:
        names = tuple(step for step in path if isinstance(step, str))
        name = f"{self.address}.{'.'.join(names)}"
        expressions = self._world.expressions(self.identity)
        if expressions is None:
            return Unknown(f"{name} is known after apply", "apply", type=wanted, refs=(Ref(self.address, names),))
        found = find(expressions, path, self._values)
        if not found.sure or (found.expression is not None and found.rest and schema is not None):
            return self._with_code(self._unsure(names, wanted, schema), path)
        if found.expression is not None:
            return self._with_code(self._world.derived(self, found.expression, name, wanted), path)
        if isinstance(schema, NestedBlock):
            return self._unset_block(names, wanted, schema)
        return self._unset(names, wanted, schema)

    def _with_code(self, unknown: Unknown, path: Path) -> Unknown:
        """The same unknown value with the references that the code gives it, where the plan gives none."""
        if unknown.refs or self._code is None:
            return unknown
        value: Value = bare(self._code.get(str(path[0])))
        for step in path[1:]:
            if isinstance(step, str):
                value = bare(value.get(step)) if isinstance(value, dict) else value
            else:
                value = bare(value[step]) if isinstance(value, (list, tuple)) and step < len(value) else value
        if type(value) is not Unknown:
            return unknown
        return Unknown(
            unknown.why, unknown.kind, type=unknown.type, refs=value.refs, prefix=value.prefix, document=value.document
        )

    def _unset(self, names: tuple[str, ...], wanted: Type, schema: Attribute | None) -> Unknown:
        """An attribute that the configuration leaves out."""
        own, dotted = (Ref(self.address, names),), ".".join(names)
        if self.mode == "data":
            return Unknown(f"{self.address}.{dotted} is read from the cloud", "data", type=wanted, refs=own)
        if schema is not None and schema.optional and schema.computed:
            return Unknown(f"{dotted} is left to the provider", "computed", type=wanted, refs=own)
        return Unknown(f"{self.address}.{dotted} is known after apply", "apply", type=wanted, refs=own)

    def _unset_block(self, names: tuple[str, ...], wanted: Type, schema: NestedBlock) -> Value:
        """Blocks that the configuration does not have as such.

        The provider fills in blocks with computed attributes; others are unknown only when a dynamic block makes them
        from something unknown. Plans do not hold dynamic blocks, so one of computed blocks counts as left out.
        """
        name = f"{self.address}.{'.'.join(names)}"
        if schema.nesting in ("list", "set") and _may_be_filled(schema.block):
            why = f"{name} may be filled in by the provider"
            return UnsetBlocks(Unknown(why, "computed", refs=(Ref(self.address, names),)))
        return Unknown(f"the number of {name} blocks is known after apply", "apply", type=wanted, not_null=True)

    def _unsure(self, names: tuple[str, ...], wanted: Type, schema: Attribute | NestedBlock | None) -> Unknown:
        """An unknown whose expression the plan does not single out."""
        why = f"{self.address}.{'.'.join(names)} is known after apply"
        if isinstance(schema, Attribute) and schema.computed:
            if not schema.optional:
                return Unknown(why, "apply", type=wanted, refs=(Ref(self.address, names),))
            why += "; the plan does not tell whether the code or the provider sets it"
            return Unknown(why, "limit", type=wanted)
        return Unknown(why, "apply", type=wanted)

    def _write_only(self, name: str, schema: Attribute) -> Value:
        """Write-only arguments are not in plans; the configuration tells whether they are set."""
        expressions = self._world.expressions(self.identity)
        if expressions is None:
            return super()._write_only(name, schema)
        expression = expressions.get(name)
        if not isinstance(expression, dict):
            return None
        if "constant_value" in expression:
            return Sensitive(expression["constant_value"])
        derived = self._world.derived(self, expression, f"{self.address}.{name}", attribute_type(schema))
        if derived.refs:
            return Sensitive(derived)  # what is known after apply is not null
        return Sensitive(Unknown(f"{name} is write-only: plans do not hold it", "limit"))


def _may_be_filled(schema: Block) -> bool:
    """Whether a provider may add such blocks: only blocks with something computed in them."""
    return any(attribute.computed for attribute in schema.attributes.values())
