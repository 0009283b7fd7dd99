"""Conditions on the pods that a Kubernetes workload makes, and on their containers."""

from __future__ import annotations

from terrafirm.engine.combine import Quantified
from terrafirm.engine.judgement import Condition, Judgement
from terrafirm.engine.kinds import CUSTOM_RESOURCE
from terrafirm.engine.paths import Path, Source, parse_path
from terrafirm.model.record import dataclass
from terrafirm.model.verdict import PASS, Verdict, all_of

_SPEC = {
    "kubernetes_pod": "spec",
    "kubernetes_pod_v1": "spec",
    CUSTOM_RESOURCE: "spec",
    "kubernetes_cron_job": "spec.job_template.spec.template.spec",
    "kubernetes_cron_job_v1": "spec.job_template.spec.template.spec",
}
#: The blocks of a pod spec that hold containers.
CONTAINERS = ("container", "init_container")


def pod_path(type: str) -> str:
    """Where a workload of this type holds the spec of its pods."""
    return _SPEC.get(type, "spec.template.spec")


@dataclass(frozen=True, slots=True)
class Pods:
    """Every pod spec of the workload satisfies ``inner``."""

    inner: Condition

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over the pod specs; none at all is no objection."""
        return _each(pod_path(context.resource.type), self.inner).judge(source, base, context)


@dataclass(frozen=True, slots=True)
class Containers:
    """Every container and init container satisfies ``inner``: of all pods, or inside ``pods`` of that one."""

    inner: Condition

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over the containers; none at all is no objection."""
        start = "" if base else f"{pod_path(context.resource.type)}."
        return all_of([_each(f"{start}{name}", self.inner).judge(source, base, context) for name in CONTAINERS])


def _each(path: str, inner: Condition) -> Quantified:
    return Quantified(True, path, parse_path(path), inner, PASS)
