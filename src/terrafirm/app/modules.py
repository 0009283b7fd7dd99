"""Use case: what is there to know about a shipped module."""

from __future__ import annotations

from terrafirm.app.new import controls_by_type
from terrafirm.generate.catalogue import blueprints, cloud
from terrafirm.generate.evidence import ControlsByType
from terrafirm.generate.questions import CLOUDS
from terrafirm.generate.vendor import module_names, page, resources, summary, with_dependencies
from terrafirm.model.errors import UsageError
from terrafirm.model.record import dataclass

#: Where modules ship: one folder for each cloud, and one for Kubernetes on any of them.
FAMILIES = (*CLOUDS, "kubernetes")


@dataclass(frozen=True, slots=True)
class ShippedModule:
    """A module: ``calls`` are the modules it is made of, ``responsibilities`` those that rules judge its types for."""

    family: str
    name: str
    summary: str
    page: str
    resource_types: tuple[str, ...]
    calls: tuple[str, ...]
    responsibilities: tuple[str, ...]
    blueprints: tuple[str, ...]


def listed(family: str | None = None) -> list[ShippedModule]:
    """The modules of a family, or all."""
    controls = controls_by_type()
    return [_module(kind, name, controls) for kind in FAMILIES if family in (None, kind) for name in module_names(kind)]


def shown(name: str) -> ShippedModule:
    """The module called ``CLOUD/NAME``; raises :class:`UsageError`."""
    family, _, module = name.partition("/")
    if family in FAMILIES and module in module_names(family):
        return _module(family, module, controls_by_type())
    meant = [f"{kind}/{name}" for kind in FAMILIES if name in module_names(kind)]
    hint = f"it is {' or '.join(meant)}" if meant else "see terrafirm modules list"
    raise UsageError(f"there is no module {name!a}: {hint}")


def _module(family: str, name: str, controls: ControlsByType) -> ShippedModule:
    calls = with_dependencies(family, [name])
    types = sorted({kind for called in calls for kind, _ in resources(family, called)})
    answered = {control for kind in types for control in controls.get(kind, frozenset())}
    return ShippedModule(
        family,
        name,
        summary(family, name),
        page(family, name),
        tuple(types),
        tuple(called for called in calls if called != name),
        tuple(sorted(answered, key=lambda control: [int(part) for part in control.split(".")])),
        _users(family, name),
    )


def _users(family: str, name: str) -> tuple[str, ...]:
    """The blueprints that a module is part of, directly or below another module."""
    users = []
    for blueprint in blueprints().values():
        if family in blueprint.clouds:
            parts = [*cloud(family).foundation, *blueprint.modules[family]]
            if name in with_dependencies(family, parts):
                users.append(blueprint.name)
    return tuple(users)
