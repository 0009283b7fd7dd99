"""Which responsibilities a repository's resources answer: by the rules that pass on them."""

from __future__ import annotations

from collections.abc import Mapping

from terrafirm.generate.compose import Composition
from terrafirm.generate.vendor import resources, with_dependencies
from terrafirm.model.record import dataclass
from terrafirm.rulepack.controls import catalogue

#: The responsibilities that rules on each resource type evidence.
ControlsByType = Mapping[str, frozenset[str]]
#: By responsibility, module call and resource type: the rules that pass on resources of the environments.
Proof = Mapping[str, Mapping[str, Mapping[str, frozenset[str]]]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One responsibility: its id, title, owner, and by module the types that answer it with the number of rules."""

    id: str
    title: str
    owner: str
    measure: str
    modules: Mapping[str, Mapping[str, int]]


def evidence(composition: Composition, proof: Proof) -> list[Evidence]:
    """Every responsibility of the catalogue; its ``modules`` are empty where no resource here answers it."""
    return [
        Evidence(
            control,
            entry["title"],
            str(entry.get("owner", "")),
            str(entry["measure"]["metric"]),
            _answering(composition, proof.get(control, {})),
        )
        for control, entry in catalogue("csa-ai")["controls"].items()
    ]


def _answering(
    composition: Composition, found: Mapping[str, Mapping[str, frozenset[str]]]
) -> Mapping[str, Mapping[str, int]]:
    names = sorted((call.part.name, call.part.label) for call in composition.calls)
    return {
        name: {kind: len(rules) for kind, rules in sorted(found[label].items())}
        for name, label in names
        if label in found
    }


def module_owners(composition: Composition, controls: ControlsByType) -> dict[str, list[str]]:
    """For each module the two roles that answer for most of what it may make, the first one first."""
    cloud = composition.cloud.name
    shares: dict[str, dict[str, int]] = {}
    for name in with_dependencies(cloud, [call.part.name for call in composition.calls]):
        kinds = {kind for kind, _ in resources(cloud, name)}
        for control, entry in catalogue("csa-ai")["controls"].items():
            answering = sum(control in controls.get(kind, frozenset()) for kind in kinds)
            if answering:
                roles = shares.setdefault(name, {})
                role = str(entry.get("owner", ""))
                roles[role] = roles.get(role, 0) + answering
    ranked = {name: sorted(roles, key=lambda role: (-roles[role], role)) for name, roles in shares.items()}
    return {name: ranked[name][:2] for name in sorted(ranked)}
