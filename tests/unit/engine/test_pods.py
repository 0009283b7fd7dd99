"""``pods`` and ``containers`` look at the same pods whatever workload makes them."""

from __future__ import annotations

from typing import Any

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Judgement, Reason
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

TEMPLATE = "spec {\n  template {\n    %s\n  }\n}"
SHAPES = {
    "kubernetes_pod": "%s",
    "kubernetes_pod_v1": "%s",
    "kubernetes_deployment_v1": TEMPLATE,
    "kubernetes_stateful_set": TEMPLATE,
    "kubernetes_daemonset": TEMPLATE,
    "kubernetes_daemon_set_v1": TEMPLATE,
    "kubernetes_replication_controller_v1": TEMPLATE,
    "kubernetes_job_v1": TEMPLATE,
    "kubernetes_cron_job_v1": f"spec {{\n  job_template {{\n    {TEMPLATE}\n  }}\n}}",
}
POD = """spec {
  host_pid = true
  container {
    name  = "server"
    image = "a"
  }
  init_container {
    name  = "fetch"
    image = "b"
  }
}"""


def judge(require: dict[str, Any], pod: str = POD, type: str = "kubernetes_pod_v1") -> tuple[Verdict, list[Reason]]:
    text = f'resource "{type}" "this" {{\n{SHAPES[type] % pod}\n}}\n'
    world = world_of(read_text(text, "main.tf", excerpt=True))
    target = world.inventory.resources[0]
    reasons: list[Reason] = []
    return compile_conditions(require).judge(target, (), Judgement(target, world, reasons)), reasons


@pytest.mark.parametrize("type", SHAPES)
def test_the_pod_is_found_in_every_workload(type: str) -> None:
    verdict, reasons = judge({"pods": {"host_pid": {"equals": False, "absent": "pass"}}}, type=type)
    assert verdict is FAIL
    assert reasons[0].path[-1] == "host_pid"


@pytest.mark.parametrize(("images", "verdict"), [(["a", "b"], PASS), (["a"], FAIL), (["b"], FAIL)])
def test_init_containers_are_containers(images: list[str], verdict: Verdict) -> None:
    require = {"containers": {"image": {"in": images, "absent": "fail"}}}
    assert judge(require)[0] is verdict
    assert judge({"pods": require})[0] is verdict


def test_every_part_of_a_condition_must_hold_of_every_container() -> None:
    named = {"name": {"equals": "server", "absent": "fail"}}
    require = {"containers": {"image": {"present": True, "absent": "fail"}, **named}}
    assert judge(require)[0] is FAIL


def test_a_workload_without_containers_has_none_to_object_to() -> None:
    assert judge({"containers": {"image": {"equals": "a", "absent": "fail"}}}, "spec {}")[0] is PASS


def test_containers_that_are_not_known_leave_the_verdict_open() -> None:
    container = 'dynamic "container" {\n    for_each = var.containers\n    content {\n      image = "a"\n    }\n  }'
    pod = f"spec {{\n  {container}\n}}"
    assert judge({"containers": {"image": {"equals": "b", "absent": "fail"}}}, pod)[0] is UNKNOWN
