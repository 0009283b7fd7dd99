"""What planned resources share: the configuration, each other, and the meaning of unknown values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from terrafirm.model.record import dataclass
from terrafirm.model.types import Type
from terrafirm.model.value import Ref, Unknown, Value, bare
from terrafirm.sources.hcl.local_data import compute_locally
from terrafirm.sources.plan.configuration import Expression, ModuleConfiguration, leaves, references
from terrafirm.sources.plan.references import Resolver, Scope, addresses
from terrafirm.sources.plan.written import Written
from terrafirm.sources.state.address import Key, module_path, suffix, without_key
from terrafirm.sources.state.resource import Identity
from terrafirm.sources.state.stream import strings

if TYPE_CHECKING:
    from terrafirm.sources.plan.resource import PlannedResource

#: Arguments that unknown values are followed through from one resource to the next.
MAX_CHAIN = 50
#: Attributes that a configuration may leave to the provider, and that every object has.
_ALWAYS_SET = frozenset(
    {"id", "arn", "name", "bucket", "self_link", "identifier", "cluster_identifier", "function_name"}
)


class PlannedWorld:
    """Built while the plan is read, and complete when its configuration has been."""

    __slots__ = (
        "_instances", "_modules", "_planned", "_recorded", "_references", "_resolver", "configuration",
        "given",
    )  # fmt: skip

    def __init__(self) -> None:
        self.configuration: ModuleConfiguration | None = None
        self.given: dict[str, Any] = {}
        self._planned: dict[str, PlannedResource] = {}
        self._recorded: set[str] = set()
        self._modules: set[str] = {""}
        self._instances: dict[str, list[Key]] = {}
        self._references: dict[tuple[str, str], tuple[str, ...]] = {}
        self._resolver: Resolver | None = None

    def add(self, resource: PlannedResource) -> None:
        """Make a planned resource known to the others."""
        identity = resource.identity
        self._planned[identity.address] = resource
        self._add_keys(identity)

    def add_recorded(self, identity: Identity) -> None:
        """Make known that a resource is there of which nothing is unknown."""
        self._recorded.add(identity.address)
        self._add_keys(identity)

    def _add_keys(self, identity: Identity) -> None:
        self._instances.setdefault(identity.base, []).append(identity.key)
        if identity.module in self._modules:
            return
        self._modules.add(identity.module)
        outer = ""
        for step in module_path(identity.module):
            call = f"{outer}module.{step.name}"
            keys = self._instances.setdefault(call, [])
            if step.key not in keys:
                keys.append(step.key)
            outer = f"{call}{suffix(step.key)}."

    def has(self, address: str) -> bool:
        """Whether there is a resource instance at an address."""
        return address in self._planned or address in self._recorded

    def any_of(self, base: str) -> bool:
        """Whether there is any instance at an address without a key."""
        return base in self._instances

    def expressions(self, identity: Identity) -> dict[str, Any] | None:
        """The expressions of a resource's arguments; none when the plan has no configuration for it."""
        if self.configuration is None:
            return None
        module = self.configuration.at(module_path(identity.module))
        return module.expressions(identity.mode, identity.type, identity.name)

    def written_out(self, identity: Identity, expression: Expression) -> bool | None:
        """Whether the value of an argument is text in the code; none where the plan does not tell."""
        if self.configuration is None:
            return None
        return Written(self.configuration, self.given).out(module_path(identity.module), expression)

    def references_of(self, identity: Identity) -> tuple[str, ...]:
        """Addresses, without instance keys, that the configuration of a resource refers to."""
        key = (identity.module, identity.base)
        found = self._references.get(key)
        if found is None:
            found = self._references[key] = tuple(self._refer(identity))
        return found

    def _refer(self, identity: Identity) -> list[str]:
        if self.configuration is None:
            return []
        module = self.configuration.at(module_path(identity.module))
        resource = module.resources.get((identity.mode, identity.type, identity.name), {})
        found_in = [text for leaf in leaves(resource.get("expressions")) for text in references(leaf)]
        for name in ("count_expression", "for_each_expression"):
            found_in.extend(references(resource.get(name)))
        found_in.extend(strings(resource.get("depends_on")))
        scope = Scope(module_path(identity.module), None, tuple(references(resource.get("for_each_expression"))))
        found = self._resolve().resolve(dict.fromkeys(found_in), scope)
        return list(dict.fromkeys(without_key(address) for address in addresses(found)))

    def _resolve(self) -> Resolver:
        if self._resolver is None:
            self._resolver = Resolver(self.configuration or ModuleConfiguration(None), self._instances)
        return self._resolver

    def derived(self, resource: PlannedResource, expression: Expression, name: str, wanted: Type) -> Unknown:
        """The unknown value of an argument that is set: what it comes from, as far as the plan tells."""
        texts = references(expression)
        if not texts:
            # only the clock and random functions are unknown without referring to anything
            return Unknown(f"{name} comes from a function whose result is known after apply", "impure", type=wanted)
        sources, complete = self._sources(resource, texts, set())
        why = f"{name} is known after apply"
        if not complete:
            # partial references would claim that the value means nothing else
            return Unknown(f"{why}; the plan does not hold all that it refers to", "apply", type=wanted)
        kind = _common(kind for _, kind in sources)
        document = self._document(texts, sources)
        refs = tuple(ref for ref, _ in sources)
        return Unknown(why, kind, type=wanted, refs=refs, document=document, prefix="{" if document is not None else "")

    def _sources(
        self, resource: PlannedResource, texts: list[str], seen: set[str]
    ) -> tuple[list[tuple[Ref, str]], bool]:
        """The unknown attributes that references lead to, each with its kind of ignorance, and those behind them."""
        identity = resource.identity
        resolver = self._resolve()
        scope = resolver.scope(identity.module, identity.mode, identity.type, identity.name, identity.key)
        resolved = resolver.resolve(texts, scope)
        found: dict[Ref, str] = {}
        for ref in resolved.refs:
            self._source(ref, found, seen)
        return list(found.items()), resolved.complete

    def _source(self, ref: Ref, found: dict[Ref, str], seen: set[str]) -> None:
        target = self._target(ref.address)
        if target is None:
            if not self.has(ref.address) and not self.any_of(ref.address):
                found[ref] = "apply"
            return
        if not target.is_unknown(ref.path):
            return
        if target.mode == "data" and len(ref.path) == 1:
            value = bare(target.get(ref.path[0]))
            if type(value) is Unknown and ref not in value.refs:  # a document that is computed here
                found[ref] = value.kind
                for deeper in value.refs:
                    found.setdefault(deeper, value.kind)
                return
        expression = target.expression(ref.path) if ref.path else None
        behind = references(expression)
        place = f"{ref.address} {ref.path}"
        if not behind or place in seen or len(seen) > MAX_CHAIN:
            found[ref] = self._kind(target, ref)
            return
        seen.add(place)
        inner, _ = self._sources(target, behind, seen)
        found[ref] = _common(kind for _, kind in inner)
        for deeper, kind in inner:
            found.setdefault(deeper, kind)

    def _kind(self, target: PlannedResource, ref: Ref) -> str:
        """The kind of an argument that takes its value from ``ref``: set, unless the provider may leave that null."""
        value = bare(target.get(ref.path[0])) if len(ref.path) == 1 else None
        if type(value) is Unknown and value.kind == "computed":
            return "apply" if ref.path[0] in _ALWAYS_SET else "limit"
        return "data" if target.mode == "data" else "apply"

    def _target(self, address: str) -> PlannedResource | None:
        """The planned resource at an address, or the first instance where the address has no key."""
        found = self._planned.get(address)
        if found is None and (keys := self._instances.get(address)):
            found = self._planned.get(address + suffix(keys[0]))
        return found

    def _document(self, texts: list[str], sources: list[tuple[Ref, str]]) -> Value:
        """What text will decode to, where the whole of it is the one computed document that the expression names."""
        if len(texts) != 1 or not texts[0].startswith("data."):
            return None
        for ref, _ in sources:
            target = self._target(ref.address)
            if target is not None and target.mode == "data" and len(ref.path) == 1:
                value = bare(target.get(ref.path[0]))
                return value.document if type(value) is Unknown else None
        return None

    def computed(self, resource: PlannedResource, name: str) -> tuple[bool, Value]:
        """The result of a data source that only computes, from its planned arguments."""
        try:
            return compute_locally(_Arguments(resource.type, resource), name)  # type: ignore[arg-type]
        except (AttributeError, TypeError):
            # arguments of another shape than the packed schema's: another provider, or not written by Terraform
            return False, None


@dataclass(frozen=True, slots=True)
class _Arguments:
    """A data source's arguments by name, as the computation of documents wants them."""

    type: str
    resource: PlannedResource

    def __getitem__(self, name: str) -> Value:
        return self.resource.get(name)


def _common(kinds: Iterable[str]) -> str:
    """The kind that all sources of a value share; a value of several kinds is known after apply."""
    found = set(kinds)
    return found.pop() if len(found) == 1 else "apply"
