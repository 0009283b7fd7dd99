"""A plan tells what will be there after apply, what was there before, and what changes between the two."""

import json
from typing import Any

import pytest

from terrafirm.model.errors import InputError
from terrafirm.model.value import Sensitive, TSet, Unknown
from terrafirm.sources.plan.source import Plan, read_plan
from tests.unit.sources.workspace import Workspace, addresses, at, encoded

BUCKET = """
resource "aws_s3_bucket" "models" {
  bucket = "acme-models"
  tags   = { team = "ml", purpose = "model artifacts" }
}
"""
DATABASE = """
variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}
resource "aws_db_instance" "features" {
  instance_class    = "db.t3.micro"
  storage_encrypted = true
  password          = var.password
}
"""


def _actions(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {change.address: change.actions for change in plan.changes}


def test_a_new_resource_is_planned_and_was_not_there(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    plan = workspace.plan()
    assert addresses(plan.planned) == ["aws_s3_bucket.models"]
    assert plan.prior.resources == []
    assert _actions(plan) == {"aws_s3_bucket.models": ("create",)}
    assert (plan.planned.kind, plan.prior.kind, plan.planned.closed) == ("plan", "state", True)
    bucket = at(plan.planned, "aws_s3_bucket.models")
    assert (bucket.type, bucket.name, bucket.mode, bucket.module) == ("aws_s3_bucket", "models", "managed", "")
    assert bucket.get("bucket") == "acme-models"
    assert bucket.get("tags") == {"team": "ml", "purpose": "model artifacts"}
    assert bucket.get("force_destroy") is None
    assert bucket.get("logging") == []
    assert bucket.get("no_such_attribute") is None
    assert {"bucket", "arn", "logging"} <= set(bucket.attribute_names())
    assert bucket.location.path == "plan.json"
    assert bucket.origin(("bucket",)).location.path == "plan.json"


def test_what_the_provider_fills_in_is_unknown_and_says_whether_the_code_could_have_set_it(
    workspace: Workspace,
) -> None:
    workspace.write(BUCKET)
    bucket = at(workspace.plan().planned, "aws_s3_bucket.models")
    arn, policy = bucket.get("arn"), bucket.get("policy")
    assert isinstance(arn, Unknown)
    assert isinstance(policy, Unknown)
    assert (arn.kind, arn.is_set, arn.type) == ("apply", True, "string")
    assert (policy.kind, policy.is_set) == ("computed", False)


def test_an_update_shows_both_sides(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    workspace.write(BUCKET.replace('"ml"', '"research"'))
    plan = workspace.plan()
    assert _actions(plan) == {"aws_s3_bucket.models": ("update",)}
    assert at(plan.prior, "aws_s3_bucket.models").get("tags")["team"] == "ml"
    assert at(plan.planned, "aws_s3_bucket.models").get("tags")["team"] == "research"
    assert isinstance(at(plan.planned, "aws_s3_bucket.models").get("arn"), str)


def test_an_unchanged_resource_is_still_planned(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    plan = workspace.plan()
    assert _actions(plan) == {"aws_s3_bucket.models": ("no-op",)}
    planned, prior = at(plan.planned, "aws_s3_bucket.models"), at(plan.prior, "aws_s3_bucket.models")
    assert {name: planned.get(name) for name in ("bucket", "arn", "tags")} == {
        name: prior.get(name) for name in ("bucket", "arn", "tags")
    }


def test_a_deleted_resource_is_only_in_the_prior_state(workspace: Workspace) -> None:
    workspace.write(BUCKET + 'resource "aws_kms_key" "models" {}')
    workspace.apply()
    workspace.write(BUCKET)
    plan = workspace.plan()
    assert addresses(plan.planned) == ["aws_s3_bucket.models"]
    assert addresses(plan.prior) == ["aws_kms_key.models", "aws_s3_bucket.models"]
    (deleted,) = [change for change in plan.changes if change.address == "aws_kms_key.models"]
    assert (deleted.actions, deleted.action_reason, deleted.remains) == (
        ("delete",), "delete_because_no_resource_config", False,
    )  # fmt: skip


def test_a_forgotten_resource_is_not_planned(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    workspace.write("removed {\n  from = aws_s3_bucket.models\n  lifecycle { destroy = false }\n}")
    plan = workspace.plan()
    assert _actions(plan) == {"aws_s3_bucket.models": ("forget",)}
    assert addresses(plan.planned) == []
    assert addresses(plan.prior) == ["aws_s3_bucket.models"]


def test_a_plan_to_destroy_leaves_nothing(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    plan = workspace.plan(destroy=True)
    assert addresses(plan.planned) == []
    assert addresses(plan.prior) == ["aws_s3_bucket.models"]


def test_a_replacement_says_so(workspace: Workspace) -> None:
    trigger = "lifecycle { replace_triggered_by = [aws_s3_bucket.models] }"
    text = BUCKET + f'resource "aws_kms_key" "models" {{\n{trigger}\n}}'
    workspace.write(text)
    workspace.apply()
    workspace.write(text.replace('"ml"', '"research"'))
    (change,) = [change for change in workspace.plan().changes if change.address == "aws_kms_key.models"]
    assert change.replaces
    assert change.remains
    assert change.action_reason == "replace_by_triggers"


def test_a_moved_resource_is_the_same_on_both_sides(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    workspace.write(
        BUCKET.replace('"models"', '"artifacts"')
        + "moved {\n  from = aws_s3_bucket.models\n  to   = aws_s3_bucket.artifacts\n}"
    )
    plan = workspace.plan()
    assert addresses(plan.planned) == addresses(plan.prior) == ["aws_s3_bucket.artifacts"]
    (change,) = plan.changes
    assert change.previous_address == "aws_s3_bucket.models"


def test_a_targeted_plan_is_an_open_world_that_keeps_what_it_does_not_touch(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    workspace.write(BUCKET + 'resource "aws_kms_key" "a" {}\nresource "aws_kms_key" "b" {}')
    plan = workspace.plan(targets=["aws_kms_key.a"])
    assert not plan.complete
    assert not plan.planned.closed
    assert "targeted" in plan.planned.open_because
    assert addresses(plan.planned) == ["aws_kms_key.a", "aws_s3_bucket.models"]


def test_a_targeted_plan_of_a_release_that_does_not_mark_it_is_an_open_world_too(workspace: Workspace) -> None:
    workspace.write(BUCKET + 'resource "aws_kms_key" "a" {}')
    document = workspace.plan_json(targets=["aws_kms_key.a"])
    del document["complete"]
    plan = read_plan(encoded(document), "plan.json")
    assert not plan.planned.closed
    assert "aws_s3_bucket.models" in plan.planned.open_because


def test_secrets_are_marked_on_both_sides(workspace: Workspace) -> None:
    workspace.write(DATABASE)
    workspace.apply()
    plan = workspace.plan()
    for inventory in (plan.planned, plan.prior):
        password = at(inventory, "aws_db_instance.features").get("password")
        assert isinstance(password, Sensitive)
        assert password.value == "correct horse battery staple"
    assert "horse" not in repr(plan.variables)
    assert "horse" not in repr(plan)


def test_a_secret_that_only_the_schema_knows_is_marked() -> None:
    change = {"actions": ["create"], "before": None, "after": {"password": "hunter2"}, "after_unknown": {}}
    plan = read_plan(_document("aws_db_instance", change), "plan.json")
    assert isinstance(at(plan.planned, "aws_db_instance.this").get("password"), Sensitive)


def test_values_have_the_types_of_the_schema(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_security_group" "web" {
  name = "web"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "latency"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  threshold           = 0.25
}
""")
    planned = workspace.plan().planned
    ingress = at(planned, "aws_security_group.web").get("ingress")
    assert isinstance(ingress, TSet)
    assert [(rule["from_port"], rule["cidr_blocks"]) for rule in ingress] == [(443, ["10.0.0.0/8"])]
    alarm = at(planned, "aws_cloudwatch_metric_alarm.latency")
    assert (alarm.get("evaluation_periods"), str(alarm.get("threshold"))) == (3, "0.25")


def test_a_resource_type_without_a_schema_keeps_the_shape_of_the_plan() -> None:
    change = {
        "actions": ["create"],
        "before": None,
        "after": {"size": 3, "labels": {"a": "b"}, "rules": [{"port": 1}]},
        "after_unknown": {"id": True, "rules": [{"cidr": True}]},
        "after_sensitive": {"labels": {"a": True}},
    }
    resource = at(read_plan(_document("acme_gpu_pool", change), "plan.json").planned, "acme_gpu_pool.this")
    assert resource.get("size") == 3
    assert isinstance(resource.get("id"), Unknown)
    assert isinstance(resource.get("labels")["a"], Sensitive)
    (rule,) = resource.get("rules")
    assert rule["port"] == 1
    assert isinstance(rule["cidr"], Unknown)
    assert set(resource.attribute_names()) == {"size", "labels", "rules", "id"}


def test_drift_shows_what_the_refresh_found() -> None:
    drift = {
        **_identity("aws_db_instance"),
        "change": {
            "actions": ["update"],
            "before": {"publicly_accessible": False, "password": "a"},
            "after": {"publicly_accessible": True, "password": "b"},
            "before_sensitive": {"password": True},
            "after_sensitive": {"password": True},
        },
    }
    document = json.dumps({"format_version": "1.2", "resource_drift": [drift]}).encode()
    (found,) = read_plan(document, "plan.json").drift
    assert (found.address, found.actions) == ("aws_db_instance.this", ("update",))
    assert (found.before["publicly_accessible"], found.after["publicly_accessible"]) == (False, True)
    assert isinstance(found.after["password"], Sensitive)


def test_an_import_and_a_deposed_object_are_told(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    state = json.loads(workspace.state_file.read_text("utf-8"))
    state["serial"] += 1
    (resource,) = state["resources"]
    resource["instances"].append({**resource["instances"][0], "deposed": "0a1b2c3d"})
    workspace.state_file.write_text(json.dumps(state), "utf-8")
    document = workspace.plan_json()
    document["resource_changes"][0]["change"]["importing"] = {"id": "acme-models"}
    plan = read_plan(encoded(document), "plan.json")
    assert [(change.deposed, change.importing) for change in plan.changes] == [("", "acme-models"), ("0a1b2c3d", "")]
    assert addresses(plan.planned) == addresses(plan.prior) == ["aws_s3_bucket.models"]


def test_a_refresh_only_plan_holds_what_the_state_has(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    document = workspace.plan_json()
    del document["resource_changes"], document["planned_values"]
    plan = read_plan(encoded(document), "plan.json")
    assert addresses(plan.planned) == addresses(plan.prior) == ["aws_s3_bucket.models"]
    assert plan.planned.closed


def test_a_plan_stripped_to_its_planned_values_is_read_from_them(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    document = workspace.plan_json()
    del document["resource_changes"]
    bucket = at(read_plan(encoded(document), "plan.json").planned, "aws_s3_bucket.models")
    assert bucket.get("bucket") == "acme-models"
    assert isinstance(bucket.get("arn"), Unknown)


def test_a_plan_without_prior_state_takes_it_from_the_changes(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    workspace.apply()
    document = workspace.plan_json()
    del document["prior_state"]
    plan = read_plan(encoded(document), "plan.json")
    assert at(plan.prior, "aws_s3_bucket.models").get("bucket") == "acme-models"


def test_a_failed_plan_fails_the_run_and_closes_nothing(workspace: Workspace) -> None:
    workspace.write(BUCKET)
    plan = read_plan(encoded({**workspace.plan_json(), "errored": True}), "plan.json")
    assert (plan.errored, plan.complete, plan.planned.closed) == (True, False, False)
    assert [entry.fatal for entry in plan.planned.not_evaluated] == [True]


def test_deferred_changes_leave_the_world_open() -> None:
    change = {"actions": ["create"], "before": None, "after": {"bucket": "b"}, "after_unknown": {}}
    deferred = {"reason": "instance_count_unknown", "resource_change": {**_identity("aws_s3_bucket"), "change": change}}
    plan = read_plan(json.dumps({"format_version": "1.2", "deferred_changes": [deferred]}).encode(), "plan.json")
    assert addresses(plan.planned) == ["aws_s3_bucket.this"]
    assert [change.deferred for change in plan.changes] == ["instance_count_unknown"]
    assert not plan.planned.closed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "a plan is a JSON object"),
        ('{"resource_changes": []}', "no format_version"),
        ('{"format_version": "2.0"}', "plan format 2.0 is not supported"),
        ('{"format_version": "1.2",\n"resource_changes": [\n{"address": "a', "p:3: the JSON ends too early"),
        ('{"format_version": "1.2",\n"resource_changes": [{}\n{}]}', "p:3: not valid JSON"),
        ('{"format_version": "1.2"} extra', "p:1: not valid JSON: there is more text"),
        ('{"format_version": "1.2", "x": ' + "[" * 50_000 + "]" * 50_000 + "}", "nested too deeply"),
        ('{"format_version": "1.2", "x": 1e99999999}', "out of range"),
        ('{"format_version": "1.2", "x": NaN}', "NaN is not JSON"),
        ('{"format_version": "1.2", "resource_changes": "x"}', '"resource_changes" is no list'),
        ('{"format_version": "1.2", "deferred_changes": {}}', '"deferred_changes" is no list'),
    ],
)
def test_what_is_not_a_plan_is_refused_with_the_place_and_the_reason(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_plan(text.encode(), "p")
    assert said in str(refused.value)


def test_entries_that_describe_no_change_are_named() -> None:
    changes = [None, {"address": "aws_s3_bucket.b", "change": 1}, {**_identity("aws_s3_bucket"), "change": {}}]
    plan = read_plan(json.dumps({"format_version": "1.2", "resource_changes": changes}).encode(), "p")
    assert [item.why for item in plan.planned.not_evaluated] == [
        "an entry of resource_changes says nothing of a change: it is not judged",
        "aws_s3_bucket.b says nothing of a change: it is not judged",
    ]


def test_a_plan_may_have_null_for_an_empty_list() -> None:
    plan = read_plan(b'{"format_version": "1.2", "resource_changes": null, "resource_drift": null}', "p")
    assert (plan.planned.resources, plan.planned.not_evaluated) == ([], [])


def _identity(type: str) -> dict[str, Any]:
    return {"address": f"{type}.this", "mode": "managed", "type": type, "name": "this"}


def _document(type: str, change: dict[str, Any]) -> bytes:
    changes = [{**_identity(type), "change": change}]
    return json.dumps({"format_version": "1.2", "resource_changes": changes}).encode()
