"""One instance of a resource or data source, its attributes evaluated when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from terrafirm.model.provider_schema import Block as SchemaBlock
from terrafirm.model.provider_schema import data_source_block, ephemeral_block, resource_block
from terrafirm.model.types import type_of
from terrafirm.model.value import Ref, Unknown, Value, bare
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.address import instance_suffix
from terrafirm.sources.hcl.decode import Decoder, names_in
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import LimitReached
from terrafirm.sources.hcl.lazy import LazyObject
from terrafirm.sources.hcl.syntax import Block

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import Scope

_SCHEMAS: dict[str, Callable[[str, str | None], SchemaBlock | None]] = {
    "managed": resource_block,
    "data": data_source_block,
    "ephemeral": ephemeral_block,
}
#: Arguments every resource block may have that are not the resource's own.
META = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"})


class Instance(LazyObject):
    """The object ``type.name`` (or one of its instances). ``key`` is its instance key."""

    __slots__ = (
        "_busy",
        "_names",
        "block",
        "env",
        "key",
        "made_by",
        "mode",
        "module",
        "name",
        "schema",
        "type",
        "unsure",
    )

    def __init__(
        self,
        module: Scope,
        identity: tuple[str, str, str],
        block: Block,
        env: Env,
        key: Any,
        unsure: Unknown | None,
    ) -> None:
        super().__init__()
        self.module = module
        self.mode, self.type, self.name = identity
        self.block = block
        self.env = env
        self.key = key
        self.unsure = unsure
        self.schema = _SCHEMAS[self.mode](self.type, _provider_name(block))
        self._names: list[str] | None = None
        self._busy: set[str] = set()
        self.made_by: dict[int, Block] = {}

    @property
    def address(self) -> str:
        """The absolute address as Terraform writes it."""
        prefix = "" if self.mode == "managed" else f"{self.mode}."
        own = f"{prefix}{self.type}.{self.name}{instance_suffix(self.key)}"
        return f"{self.module.address}.{own}" if self.module.address else own

    @property
    def unknown_expansion(self) -> Unknown:
        """What all instances together are worth when their number is unknown."""
        why = self.unsure.why if self.unsure is not None else "the number of instances is not known"
        return Unknown(why, "apply", refs=(Ref(self.address),))

    def names(self) -> list[str]:
        """Every attribute and block of the schema, or what the configuration sets where there is none."""
        if self._names is None:
            if self.schema is not None:
                self._names = [*self.schema.attributes, *self.schema.blocks]
            else:
                self._names = [name for name in names_in(self.block.body) if name not in META]
        return self._names

    def compute(self, name: str) -> Value:
        """An attribute's value; raises :class:`KeyError` when the schema has none of that name."""
        if name in self._busy:
            return Unknown(f"{self.address}.{name} refers to itself", "error")
        self._busy.add(name)
        try:
            return self._compute(name)
        except LimitReached as error:
            self.module.run.note(self.block.file, self.block.start, f"{self.address}.{name}: {error}")
            return Unknown(str(error), "limit")
        finally:
            self._busy.discard(name)

    def referred(self, name: str, value: Unknown) -> Unknown:
        """Whatever its value is made of, who refers to the attribute means this resource."""
        return value.referring(Ref(self.address, (name,)), *_SHAPES.get((self.type, name), _shape_of(name)))

    def _compute(self, name: str) -> Value:
        decoder = Decoder(self.address, self.made_by, managed=self.mode == "managed")
        schema, body = self.schema, self.block.body
        if schema is None:
            return self._without_schema(decoder, name)
        attribute = schema.attributes.get(name)
        if attribute is not None:
            if self.mode == "data" and attribute.computed:
                from terrafirm.sources.hcl.local_data import compute_locally

                known, value = compute_locally(self, name)
                if known:
                    return value
            value = decoder.attribute(body, name, attribute, self.env, (name,))
            return self._planned_data(name, value) if self.type == "terraform_data" else value
        nested = schema.blocks.get(name)
        if nested is None:
            raise KeyError(name)
        return decoder.block(body, name, nested, self.env, ())

    def _planned_data(self, name: str, value: Value) -> Value:
        """What Terraform plans for its built-in resource: an id that is not null, an output like the input."""
        if type(value) is not Unknown or name not in ("id", "output"):
            return value
        if name == "id":
            return value.derived(type="string", not_null=True)
        given = bare(self["input"])
        return None if given is None else value.derived(type=type_of(given))

    def _without_schema(self, decoder: Decoder, name: str) -> Value:
        if name in self.names():
            return decoder.free(self.block.body, name, self.env)
        kind = "apply" if self.mode == "managed" else "data"
        return Unknown(f"{self.address}.{name} is known after apply", kind, refs=(Ref(self.address, (name,)),))


#: How the clouds write some attributes that exist only after apply: what they begin and end with.
#: https://cloud.google.com/iam/docs/service-account-overview, https://cloud.google.com/logging/docs/export/configure_export_v2
_SHAPES = {
    ("google_service_account", "email"): ("", ".iam.gserviceaccount.com"),
    ("google_service_account", "member"): ("serviceAccount:", ".iam.gserviceaccount.com"),
    ("google_logging_project_sink", "writer_identity"): ("serviceAccount:", ""),
    ("google_logging_folder_sink", "writer_identity"): ("serviceAccount:", ""),
    ("google_logging_organization_sink", "writer_identity"): ("serviceAccount:", ""),
}


def _shape_of(name: str) -> tuple[str, str]:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    return ("arn:", "") if name == "arn" else ("", "")


def _provider_name(block: Block) -> str | None:
    """``google-beta`` where the resource asks for that provider; other names do not change the schema."""
    attribute = block.body.attributes.get("provider")
    if attribute is None:
        return None
    expr = attribute.expr
    root = expr.root if isinstance(expr, nodes.Name) else expr.value if isinstance(expr, nodes.Lit) else None
    return "google-beta" if root == "google-beta" else None
