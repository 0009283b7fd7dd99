"""Access: which identities hold a right on a resource, and which workloads act as them.

``rules/access.yaml`` says where each cloud gives rights. A right that stands under a condition, or in a document that
is not known, is itself unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from terrafirm.engine.documents import Document
from terrafirm.engine.paths import Segment, elements, find, parse_path
from terrafirm.engine.world import IDENTITIES, World
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.value import Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, negate, of

#: Stands for every workload that the internet reaches.
EXPOSED = "exposed"


@dataclass(frozen=True, slots=True)
class Holder:
    """An identity with a right: ``by`` which policy or binding, and how certain it is."""

    identity: Resource
    by: Resource
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Giver:
    """Where rights are given: a resource of ``type``, to ``who``, on what ``of`` refers to, in what ``text`` holds."""

    type: str
    who: tuple[Segment, ...] | None
    of: tuple[Segment, ...] | None
    text: tuple[Segment, ...]
    attached: bool = False


class Access:
    """The rights of a pack's ``access.yaml``; who acts as whom is computed once for each world."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.rights: Mapping[str, Mapping[str, list[str]]] = raw["rights"]
        self._managed: Mapping[str, list[str]] = raw["managed"]
        self._acts_as = [(item["type"], parse_path(item["via"]), (item["identity"],)) for item in raw["acts_as"]]
        self._policies = [_giver(item) for item in raw["policies"]]
        self._resource_policies = [_giver(item) for item in raw["resource_policies"]]
        self._bindings = [_giver(item) for item in raw["bindings"]]
        self._computed: tuple[World | None, dict[str, list[Resource]]] = (None, {})

    def holders(self, target: Resource, right: str, world: World) -> list[Holder]:
        """The identities that hold, or may hold, a right on a resource."""
        asked = self.rights.get(right, {}).get(target.type)
        if asked is None:
            return []
        found = list(self._bound(target, asked, world))
        if target.type.startswith("aws_"):
            found += self._allowed(target, asked, world)
        best: dict[str, Holder] = {}
        for holder in found:
            known = best.get(holder.identity.address)
            if holder.verdict is not FAIL and (known is None or known.verdict is UNKNOWN):
                best[holder.identity.address] = holder
        return list(best.values())

    def granted(self, target: Resource, right: str, to: tuple[str, ...], world: World) -> tuple[Verdict, str]:
        """Whether a workload of the types ``to`` (``exposed``: any that the internet reaches) holds it, and how."""
        best: tuple[Verdict, str] = (FAIL, "")
        for holder in self.holders(target, right, world):
            for workload in self.workloads(holder.identity, world):
                reached, through = world.exposure(workload) if to == (EXPOSED,) else (of(workload.type in to), "")
                verdict = all_of((holder.verdict, reached))
                if verdict is PASS:
                    return PASS, _how(holder, workload, right, through)
                if verdict is UNKNOWN:
                    best = UNKNOWN, _how(holder, workload, right, through)
        return best

    def described(self, target: Resource, world: World) -> Iterator[str]:
        """Every right on a resource and who holds it, in words."""
        for right in self.rights:
            for holder in self.holders(target, right, world):
                for workload in self.workloads(holder.identity, world):
                    certain = "" if holder.verdict is PASS else " (not certain)"
                    yield _how(holder, workload, right, "") + certain

    def workloads(self, identity: Resource, world: World) -> list[Resource]:
        """The resources that act as an identity: itself where it has an identity of its own."""
        if self._computed[0] is not world:
            self._computed = (world, self._acting(world))
        return [identity, *self._computed[1].get(identity.address, ())]

    def _acting(self, world: World) -> dict[str, list[Resource]]:
        direct: dict[str, list[Resource]] = {}
        for kind, via, identities in self._acts_as:
            for workload in world.of_types((kind,)):
                for value in _values(workload, via):
                    for identity in world.meant_by(value, identities, ()):
                        direct.setdefault(identity.address, []).append(workload)
        return {address: list(_behind(address, direct, set())) for address in direct}

    def _bound(self, target: Resource, roles: list[str], world: World) -> Iterator[Holder]:
        for giver in self._bindings:
            for binding in world.of_types((giver.type,)):
                on = PASS if giver.of is None else _covers(binding, giver.of, target, world)
                names = list(_values(binding, giver.text))
                role = any_of(UNKNOWN if type(name) is Unknown else of(name in roles) for name in names)
                verdict = all_of((on, role))
                if verdict is not FAIL:
                    for identity in _identities(binding, giver, world):
                        yield Holder(identity, binding, verdict)

    def _allowed(self, target: Resource, actions: list[str], world: World) -> Iterator[Holder]:
        documents = list(self._documents(world))
        restricted = [
            Document(document).denies_some(actions)
            for giver in self._resource_policies
            for carrier in world.of_types((giver.type,))
            if (carrier is target if giver.of is None else world.refers_to(carrier, giver.of, target, ()) is PASS)
            for document in _values(carrier, giver.text)
        ]
        unsure = UNKNOWN if any(verdict is not FAIL for verdict in restricted) else PASS
        for role in world.of_types(("aws_iam_role",)):
            mine = [(carrier, document) for holder, carrier, document in documents if holder is role]
            denied = any_of(document.denies(actions, target, world) for _, document in mine)
            bounded = self._boundary(role, actions, target, world)
            for carrier, document in mine:
                allowed = document.allows(actions, target, world)
                verdict = all_of((allowed, negate(denied), bounded, unsure))
                if verdict is not FAIL:
                    yield Holder(role, carrier, verdict)

    def _documents(self, world: World) -> Iterator[tuple[Resource, Resource, Document]]:
        """Every policy of every role: the role, the resource that gives it the policy, the policy."""
        for giver in self._policies:
            for carrier in world.of_types((giver.type,)):
                roles = [carrier] if giver.who is None else _identities(carrier, giver, world)
                for value in _values(carrier, giver.text):
                    for document in self._attached(value, world) if giver.attached else [Document(value)]:
                        yield from ((role, carrier, document) for role in roles)

    def _attached(self, value: Value, world: World) -> Iterator[Document]:
        """The policy that an ARN names: one in the code, one of AWS's own, or one that nobody can see."""
        written = world.meant_by(value, ("aws_iam_policy",), ()) if value is not None else []
        if written:
            yield from (Document(policy.get("policy")) for policy in written)
        elif isinstance(value, str) and value.startswith("arn:aws:iam::aws:policy/"):
            allowed = self._managed.get(value.rsplit("/", 1)[-1])
            if allowed:
                yield Document({"Statement": [{"Effect": "Allow", "Action": allowed, "Resource": "*"}]})
        elif value is not None:
            yield Document(value if type(value) is Unknown else Unknown("the policy is not in the scanned code"))

    def _boundary(self, role: Resource, actions: list[str], target: Resource, world: World) -> Verdict:
        value = bare(role.get("permissions_boundary"))
        if value is None or value == "":
            return PASS
        return any_of(document.allows(actions, target, world) for document in self._attached(value, world))


def _how(holder: Holder, workload: Resource, right: str, through: str) -> str:
    acting = "" if workload is holder.identity else f" as {holder.identity.address}"
    held = f"{workload.address} may {right} it{acting}, by {holder.by.address}"
    return f"{held}; {through}" if through else held


def _giver(item: Mapping[str, str]) -> _Giver:
    text = item.get("document") or item.get("attached") or item["role"]
    who, on = item.get("who"), item.get("of")
    return _Giver(
        item["type"],
        parse_path(who) if who else None,
        parse_path(on) if on else None,
        parse_path(text),
        "attached" in item,
    )


def _values(resource: Resource, via: tuple[Segment, ...]) -> Iterator[Value]:
    """What the code sets at a path; what it leaves to the provider gives no right."""
    for found in find(resource, via):
        for item in elements(found):
            if item.value is not None and not _is_left(item.value, resource):
                yield item.value


def _is_left(value: Value, resource: Resource) -> bool:
    """Whether an attribute is not set: computed, and derived from nothing but itself."""
    if type(value) is not Unknown or value.kind != "computed":
        return False
    return all(ref.address == resource.address for ref in value.refs)


#: What may be named as the holder of a right, besides the workloads that have an identity of their own.
_IDENTITIES = ("aws_iam_role", "google_service_account", "azurerm_user_assigned_identity")
_OWN = (
    "azurerm_container_app", "azurerm_linux_web_app", "azurerm_windows_web_app", "azurerm_linux_function_app",
    "azurerm_windows_function_app", "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine",
    "azurerm_machine_learning_workspace", "azurerm_machine_learning_compute_instance",
)  # fmt: skip

#: What names them, once it is known; Azure's roles are assigned to the object that stands for an identity.
_NAMED_BY = (*IDENTITIES, "principal_id", "identity.principal_id")


def _identities(carrier: Resource, giver: _Giver, world: World) -> list[Resource]:
    values = _values(carrier, giver.who or ())
    return [identity for value in values for identity in world.meant_by(value, (*_IDENTITIES, *_OWN), _NAMED_BY)]


def _covers(binding: Resource, via: tuple[Segment, ...], target: Resource, world: World) -> Verdict:
    """Whether a binding holds on a resource: on itself, or on the resource group that it stands in."""
    own = world.refers_to(binding, via, target, ())
    if own is PASS:
        return PASS
    for value in _values(binding, via):
        for group in world.meant_by(value, ("azurerm_resource_group",), ()):
            if world.refers_to(target, parse_path("resource_group_name"), group, ()) is PASS:
                return PASS
    return own


def _behind(address: str, direct: Mapping[str, list[Resource]], seen: set[str]) -> Iterator[Resource]:
    """The workloads that act as an identity, by themselves or through others (an instance by its profile)."""
    for workload in direct.get(address, ()):
        if workload.address not in seen:
            seen.add(workload.address)
            yield workload
            yield from _behind(workload.address, direct, seen)
