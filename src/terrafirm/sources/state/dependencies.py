"""Bring recorded dependencies, which name no instance keys, to the module instances they mean."""

from __future__ import annotations

from collections.abc import Sequence

from terrafirm.sources.state.address import ModuleStep, module_path
from terrafirm.sources.state.resource import RecordedResource


def link(resources: Sequence[RecordedResource]) -> None:
    """Let the dependencies of resources in modules with keys name module instances.

    States write ``module.m.aws_x.y`` for a dependency on ``module.m["a"].aws_x.y``. The instance that shares most of
    the dependant's own module path is meant; where none shares more than another, all are.
    """
    bases: dict[str, dict[str, tuple[ModuleStep, ...]]] = {}
    for resource in resources:
        path = module_path(resource.module)
        if any(step.key is not None for step in path):
            identity = resource.identity
            own = identity.base[len(identity.module) + 1 :]
            plain = ".".join(f"module.{step.name}" for step in path)
            bases.setdefault(f"{plain}.{own}", {})[identity.base] = path
    if not bases:
        return
    for resource in resources:
        own_path = module_path(resource.module)
        found: dict[str, None] = {}
        for dependency in resource.references():
            for base in _meant(bases.get(dependency, {}), own_path) or [dependency]:
                found[base] = None
        resource.depend_on(found)


def _meant(candidates: dict[str, tuple[ModuleStep, ...]], own: tuple[ModuleStep, ...]) -> list[str]:
    shared = {base: _shared(path, own) for base, path in candidates.items()}
    most = max(shared.values(), default=0)
    return [base for base, count in shared.items() if count == most]


def _shared(left: tuple[ModuleStep, ...], right: tuple[ModuleStep, ...]) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count
