"""Which responsibilities a repository's resources answer: from the rules that judge their types."""

from __future__ import annotations

from collections.abc import Mapping

from terrafirm.generate.compose import Composition
from terrafirm.generate.vendor import resources, with_dependencies
from terrafirm.model.record import dataclass
from terrafirm.rulepack.controls import catalogue

#: The responsibilities that rules on each resource type evidence.
ControlsByType = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One responsibility: its id, title, owner, and the resources that answer it by module."""

    id: str
    title: str
    owner: str
    measure: str
    modules: Mapping[str, tuple[str, ...]]


def evidence(composition: Composition, controls: ControlsByType) -> list[Evidence]:
    """Every responsibility of the catalogue; its ``modules`` are empty where no resource here answers it."""
    cloud = composition.cloud.name
    names = with_dependencies(cloud, [call.part.name for call in composition.calls])
    declared = {name: sorted({kind for kind, _ in resources(cloud, name)}) for name in names}
    return [
        Evidence(
            control,
            entry["title"],
            str(entry.get("owner", "")),
            str(entry["measure"]["metric"]),
            _answering(control, declared, controls),
        )
        for control, entry in catalogue("csa-ai")["controls"].items()
    ]


def _answering(
    control: str, declared: Mapping[str, list[str]], controls: ControlsByType
) -> Mapping[str, tuple[str, ...]]:
    found = {
        name: tuple(kind for kind in kinds if control in controls.get(kind, frozenset()))
        for name, kinds in declared.items()
    }
    return {name: kinds for name, kinds in found.items() if kinds}


def module_owners(found: list[Evidence]) -> dict[str, list[str]]:
    """For each module the two roles that answer for most of its resources, the first one first."""
    shares: dict[str, dict[str, int]] = {}
    for item in found:
        for name, kinds in item.modules.items():
            roles = shares.setdefault(name, {})
            roles[item.owner] = roles.get(item.owner, 0) + len(kinds)
    ranked = {name: sorted(roles, key=lambda role: (-roles[role], role)) for name, roles in shares.items()}
    return {name: ranked[name][:2] for name in sorted(ranked)}
