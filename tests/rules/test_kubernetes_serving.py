"""An insecure model-serving namespace is caught in every part of it, and nothing is said about its hardened twin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from terrafirm.app.pack import roles, rules
from terrafirm.app.read import read_targets
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine, Judged
from terrafirm.model.verdict import FAIL, PASS
from terrafirm.sources.hcl.inputs import Inputs

FIXTURES = Path(__file__).parents[2] / "fixtures" / "kubernetes-serving"


def judged(name: str) -> Iterator[Judged]:
    for inventory in read_targets([str(FIXTURES / name)], Inputs()):
        assert not inventory.not_evaluated
        yield from Engine(rules(), roles()).judge(world_of(inventory))


def test_the_pack_is_silent_on_the_hardened_twin() -> None:
    found = list(judged("hardened"))
    assert len(found) > 200
    assert [(item.resource.address, item.compiled.rule.id) for item in found if item.verdict is not PASS] == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("kubernetes_namespace.serving", "namespace-pod-security-privileged namespace-no-resource-quota"),
        ("kubernetes_network_policy.open", "network-policy-ingress-allows-all network-policy-egress-reaches-metadata"),
        ("kubernetes_cluster_role.platform", "rbac-wildcard"),
        ("kubernetes_role.debug", "rbac-reads-secrets rbac-runs-commands-in-pods"),
        ("kubernetes_cluster_role_binding.admins", "rbac-cluster-admin rbac-everybody rbac-default-service-account"),
        ("kubernetes_storage_class.models", "storage-ebs-not-encrypted"),
        ("kubernetes_secret.huggingface", "secret-literal-data"),
        (
            "kubernetes_deployment.vllm",
            "workload-privileged-container workload-sys-admin-capability workload-runtime-socket workload-host-network "
            "workload-remote-model-code workload-vllm-runtime-adapters workload-literal-secret-in-env "
            "workload-gpu-without-limit workload-root-user deployment-recreate deployment-no-revisions-kept",
        ),
        ("kubernetes_service.vllm", "service-load-balancer-open"),
        ("kubernetes_ingress_v1.models", "ingress-no-tls ingress-model-no-authentication ingress-model-no-rate-limit"),
        ("kubernetes_manifest.ray", "ray-head-exposed ray-no-authentication workload-privileged-container"),
        ("kubernetes_manifest.fraud", "kserve-model-not-pinned workload-host-pid"),
        ("kubernetes_manifest.signatures", "policy-sigstore-warns-only policy-sigstore-passes-all"),
        ("helm_release.qdrant", "helm-qdrant-no-api-key helm-ai-service-public helm-no-version"),
        ("helm_release.jupyterhub", "helm-jupyterhub-dummy-login"),
    ],
)
def test_the_insecure_namespace_is_caught(address: str, expected: str) -> None:
    failed = {
        item.compiled.rule.id.removeprefix("kubernetes-")
        for item in judged("insecure")
        if item.resource.address == address and item.verdict is FAIL
    }
    assert set(expected.split()) <= failed
