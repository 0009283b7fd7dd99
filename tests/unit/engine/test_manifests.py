"""Kubernetes manifests are judged as the typed resources that make the same objects."""

from __future__ import annotations

from terrafirm.app.worlds import world_of
from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judge import Engine
from terrafirm.engine.judgement import Judgement
from terrafirm.engine.manifests import ManifestObject
from terrafirm.engine.roles import read_roles
from terrafirm.engine.world import World
from terrafirm.model.rule import Rule, Selection
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

DEPLOYMENT = """
resource "kubernetes_manifest" "this" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = { name = "vllm", labels = { "app.kubernetes.io/name" = "vllm" } }
    spec = {
      replicas = 2
      template = { spec = {
        hostPID        = true
        containers     = [{ name = "vllm", ports = [{ containerPort = 8000 }], securityContext = { runAsUser = 0 } }]
        initContainers = [{ name = "fetch", volumeMounts = [{ name = "m", mountPath = "/m" }] }]
      } }
    }
  }
}
"""


def world(text: str) -> World:
    return world_of(read_text(text, "main.tf", excerpt=True))


def described(text: str) -> ManifestObject:
    found = [item for item in world(text).resources if isinstance(item, ManifestObject)]
    assert len(found) == 1
    return found[0]


def custom(version: str, kind: str, spec: str) -> str:
    return (
        f'resource "kubernetes_manifest" "this" {{\n  manifest = {{\n    apiVersion = "{version}"\n'
        f'    kind = "{kind}"\n    spec = {spec}\n  }}\n}}\n'
    )


def verdict(text: str, require: dict[str, object]) -> Verdict:
    target = described(text)
    return compile_conditions(require).judge(target, (), Judgement(target, world(text)))


def test_names_are_those_of_the_typed_resource_and_keys_of_maps_are_left_alone() -> None:
    found = described(DEPLOYMENT)
    assert (found.type, found.address) == ("kubernetes_deployment_v1", "kubernetes_manifest.this")
    assert found.get("metadata") == [{"name": "vllm", "labels": {"app.kubernetes.io/name": "vllm"}}]
    pod = found.get("spec")[0]["template"][0]["spec"][0]
    assert pod["host_pid"] is True
    assert pod["container"][0]["port"] == [{"container_port": 8000}]
    assert pod["init_container"][0]["volume_mount"] == [{"name": "m", "mount_path": "/m"}]


def test_numbers_are_text_where_the_typed_attribute_is_text() -> None:
    pod = described(DEPLOYMENT).get("spec")[0]["template"][0]["spec"][0]
    assert pod["container"][0]["security_context"] == [{"run_as_user": "0"}]
    assert described(DEPLOYMENT).get("spec")[0]["replicas"] == "2"


def test_paths_lead_back_to_the_manifest() -> None:
    found = described(DEPLOYMENT)
    path = ("spec", 0, "template", 0, "spec", 0, "container", 0, "security_context", 0, "run_as_user")
    written = ("manifest", "spec", "template", "spec", "containers", 0, "securityContext", "runAsUser")
    assert found.written_path(path) == written
    absent = (*path[:6], "automount_service_account_token")
    assert found.written_path(absent)[-1] == "automountServiceAccountToken"


def test_the_pods_of_a_custom_resource_are_judged_together() -> None:
    spec = """{
      headGroupSpec    = { template = { spec = { containers = [{ name = "head" }] } } }
      workerGroupSpecs = [{ template = { spec = { hostNetwork = true, containers = [] } } }]
    }"""
    text = custom("ray.io/v1", "RayCluster", spec)
    found = described(text)
    assert found.type == "kubernetes_custom_resource"
    assert [sorted(pod) for pod in found.get("spec")] == [["container"], ["container", "host_network"]]
    assert found.written_path(("spec", 1, "host_network"))[1:] == (
        "spec", "workerGroupSpecs", 0, "template", "spec", "hostNetwork",
    )  # fmt: skip
    assert verdict(text, {"pods": {"host_network": {"equals": False, "absent": "pass"}}}) is FAIL


def test_pods_in_a_map_of_replicas_are_found() -> None:
    spec = '{ pytorchReplicaSpecs = { Worker = { template = { spec = { containers = [{ image = "a:latest" }] } } } } }'
    text = custom("kubeflow.org/v1", "PyTorchJob", spec)
    assert verdict(text, {"containers": {"image": {"matches": ":latest$", "absent": "fail"}}}) is PASS


def test_a_kind_of_another_group_is_not_taken_for_the_typed_resource() -> None:
    text = custom("example.com/v1", "Deployment", "{}") + custom("v1", "Pod", "{}").replace("this", "pod")
    assert [item.type for item in world(text).resources] == [
        "kubernetes_manifest", "kubernetes_manifest", "kubernetes_pod_v1",
    ]  # fmt: skip


def test_a_manifest_of_unknown_kind_describes_nothing() -> None:
    text = 'resource "kubernetes_manifest" "this" {\n  manifest = { apiVersion = "v1", kind = var.kind }\n}\n'
    assert [item.type for item in world(text).resources] == ["kubernetes_manifest"]


def test_what_is_unknown_in_a_manifest_stays_unknown() -> None:
    text = custom("v1", "Pod", "{ hostPID = var.shared, containers = var.containers }")
    assert verdict(text, {"pods": {"host_pid": {"equals": False, "absent": "pass"}}}) is UNKNOWN
    assert verdict(text, {"containers": {"image": {"present": True, "absent": "fail"}}}) is UNKNOWN


def test_string_data_of_a_secret_is_its_data() -> None:
    text = 'resource "kubernetes_manifest" "this" {\n  manifest = {\n    apiVersion = "v1"\n    kind = "Secret"\n'
    text += '    stringData = { token = "x" }\n  }\n}\n'
    found = described(text)
    assert found.get("data") == {"token": "x"}
    assert found.is_literal(("data", "token")) is True


def test_yaml_text_of_another_provider_is_read_and_its_places_are_that_of_the_text() -> None:
    text = 'resource "kubectl_manifest" "this" {\n  yaml_body = "apiVersion: v1\\nkind: Namespace\\n'
    text += 'metadata: {name: serving}"\n}\n'
    found = described(text)
    assert found.get("metadata") == [{"name": "serving"}]
    assert found.written_path(("metadata", 0, "name")) == ("yaml_body", "metadata", "name")
    assert found.origin(("metadata", 0, "name")).location.line == 2
    assert found.is_literal(("metadata", 0, "name")) is None


def test_typed_resources_and_manifests_are_companions_by_the_name_of_the_namespace() -> None:
    text = 'resource "kubernetes_namespace" "this" {\n  metadata {\n    name = "serving"\n  }\n}\n'
    policy = 'resource "kubernetes_manifest" "deny" {\n  manifest = {\n    apiVersion = "networking.k8s.io/v1"\n'
    policy += '    kind = "NetworkPolicy"\n    metadata = { name = "deny", namespace = "%s" }\n  }\n}\n'
    related = {
        "type": "kubernetes_network_policy_v1", "via": "metadata.namespace", "to": ["metadata.name"], "absent": "fail",
    }  # fmt: skip
    for namespace, expected in (("serving", PASS), ("training", FAIL)):
        known = world(text + policy % namespace)
        target = known.at("kubernetes_namespace.this")[0]
        condition = compile_conditions({"related": related})
        assert condition.judge(target, (), Judgement(target, known)) is expected


def test_findings_name_and_show_the_manifest() -> None:
    require = {"pods": {"host_pid": {"equals": False, "absent": "pass"}}}
    selection = Selection(("kubernetes_deployment_v1",))
    rule = Rule("a-b-c", "A pod", "low", "container", {}, "", "", (), selection, require, {}, "a/b/c.yaml")
    engine, known = Engine([rule], read_roles({})), world(DEPLOYMENT)
    finding = engine.explain(next(iter(engine.judge(known))), known)
    assert finding.type == "kubernetes_manifest"
    assert [item.attribute for item in finding.because] == ["manifest.spec.template.spec.hostPID"]
    assert finding.location.line == 10


def test_a_role_follows_from_what_the_manifest_says() -> None:
    trait = {
        "role": "training-compute", "type": "kubernetes_manifest", "because": "it trains",
        "where": {"manifest.kind": {"equals": "PyTorchJob", "absent": "fail"}},
    }  # fmt: skip
    classification = read_roles({"traits": [trait]})
    spec = "{ pytorchReplicaSpecs = { Worker = { template = { spec = { containers = [] } } } } }"
    known = world(custom("kubeflow.org/v1", "PyTorchJob", spec))
    assert [classification.reasons(item, known) for item in known.resources] == [{"training-compute": "it trains"}] * 2
    other = world(custom("kubeflow.org/v1", "Notebook", "{ template = { spec = {} } }"))
    assert [classification.of(item, other) for item in other.resources] == [(), ()]


def test_comments_beside_a_manifest_count_for_its_object() -> None:
    found = described(DEPLOYMENT)
    assert [(start < end) for _, start, end in found.source_blocks()] == [True]


def test_nested_attributes_are_renamed_too() -> None:
    found = described(
        custom("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", '{ failurePolicy = "Ignore" }')
    )
    assert found.get("spec") == {"failure_policy": "Ignore"}
