"""Azure resources written with azapi are judged as the azurerm resources that make the same objects."""

from __future__ import annotations

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.engine.arm import RequestedResource
from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judge import Engine
from terrafirm.engine.judgement import Judgement
from terrafirm.engine.roles import read_roles
from terrafirm.engine.world import World
from terrafirm.model.finding import Finding
from terrafirm.model.rule import Rule, Selection
from terrafirm.model.value import Sensitive, Unknown
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

ACCOUNT = """{
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      disableLocalAuth    = true
      publicNetworkAccess = "Disabled"
      networkAcls         = { defaultAction = "Deny", ipRules = [{ value = "198.51.100.0/24" }] }
      encryption          = { keySource = "Microsoft.KeyVault", keyVaultProperties = { keyName = "models" } }
    }
  }"""


def request(type: str, body: str, more: str = "", name: str = "this") -> str:
    return f'resource "azapi_resource" "{name}" {{\n  type = "{type}"\n  name = "x"\n{more}\n  body = {body}\n}}\n'


def account(body: str = ACCOUNT, more: str = "") -> str:
    return request("Microsoft.CognitiveServices/accounts@2025-06-01", body, more)


def world(text: str) -> World:
    return world_of(read_text(text, "main.tf", excerpt=True))


def seen(text: str) -> RequestedResource:
    found = [item for item in world(text).resources if isinstance(item, RequestedResource)]
    assert len(found) == 1
    return found[0]


def verdict(text: str, require: dict[str, object]) -> Verdict:
    known = world(text)
    target = next(item for item in known.resources if isinstance(item, RequestedResource))
    return compile_conditions(require).judge(target, (), Judgement(target, known))


def finding(text: str, type: str, require: dict[str, object]) -> Finding:
    rule = Rule("a-b-c", "An account", "low", "access", {}, "", "", (), Selection((type,)), require, {}, "a/b/c.yaml")
    engine, known = Engine([rule], read_roles({})), world(text)
    return engine.explain(next(iter(engine.judge(known))), known)


def test_arguments_have_the_names_and_the_sense_of_azurerm() -> None:
    found = seen(account())
    assert (found.type, found.address) == ("azurerm_cognitive_account", "azapi_resource.this")
    assert found.get("kind") == "AIServices"
    assert found.get("local_auth_enabled") is False
    assert found.get("public_network_access_enabled") is False
    assert found.get("network_acls") == [{"default_action": "Deny", "ip_rules": ["198.51.100.0/24"]}]
    assert found.get("customer_managed_key") == [{"key_vault_key_id": "models"}]
    assert found.get("fqdns") is None


def test_the_case_of_types_and_properties_does_not_matter() -> None:
    text = request(
        "microsoft.search/SEARCHSERVICES@2025-05-01", '{ properties = { PublicNetworkAccess = "disabled" } }'
    )
    assert seen(text).get("public_network_access_enabled") is False


def test_a_body_of_text_is_read_too() -> None:
    found = seen(account('jsonencode({ kind = "OpenAI", properties = { disableLocalAuth = true } })'))
    assert (found.get("kind"), found.get("local_auth_enabled")) == ("OpenAI", False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{ properties = { disableLocalAuth = true } }", PASS),
        ("{ properties = { disableLocalAuth = false } }", FAIL),
        ("{ properties = {} }", FAIL),
        ("{ properties = { disableLocalAuth = var.closed } }", UNKNOWN),
        ("{ properties = var.properties }", UNKNOWN),
        ("var.body", UNKNOWN),
        ("jsonencode({ properties = { disableLocalAuth = var.closed } })", UNKNOWN),
    ],
)
def test_what_is_unknown_in_a_body_stays_unknown(body: str, expected: Verdict) -> None:
    assert verdict(account(body), {"local_auth_enabled": {"equals": False, "absent": "fail"}}) is expected


def test_an_argument_that_is_not_read_from_bodies_is_unknown() -> None:
    value = seen(account()).get("dynamic_throttling_enabled")
    assert isinstance(value, Unknown)
    assert value.why == "dynamic_throttling_enabled is not read from the body of Microsoft.CognitiveServices/accounts"


def test_what_a_sensitive_body_may_set_is_unknown() -> None:
    text = account(more='  sensitive_body = { properties = { apiProperties = { key = "x" } } }')
    assert verdict(text, {"fqdns": {"present": True, "absent": "fail"}}) is UNKNOWN
    assert verdict(text, {"local_auth_enabled": {"equals": False, "absent": "fail"}}) is PASS


def test_findings_show_the_body_as_it_is_written() -> None:
    text = account("{\n    properties = {\n      disableLocalAuth = false\n    }\n  }")
    found = finding(text, "azurerm_cognitive_account", {"local_auth_enabled": {"equals": False, "absent": "fail"}})
    assert found.type == "azapi_resource"
    assert [(item.attribute, item.value) for item in found.because] == [("body.properties.disableLocalAuth", False)]
    assert found.location.line == 7


def test_a_value_that_is_missing_is_named_by_its_place_in_the_body() -> None:
    found = finding(account("{}"), "azurerm_cognitive_account", {"fqdns": {"present": True, "absent": "fail"}})
    assert [item.attribute for item in found.because] == ["body.properties.allowedFqdnList"]


def test_elements_of_lists_lead_back_to_their_objects() -> None:
    found = seen(account())
    written = ("body", "properties", "networkAcls", "ipRules", 0, "value")
    assert found.written_path(("network_acls", 0, "ip_rules", 0)) == written


def test_sensitive_bodies_stay_sensitive() -> None:
    require: dict[str, object] = {"kind": {"equals": "OpenAI", "absent": "fail"}}
    for body in ('sensitive({ kind = "Whisper" })', '{ kind = sensitive("Whisper") }'):
        assert isinstance(seen(account(body)).get("kind"), Sensitive)
        found = finding(account(body), "azurerm_cognitive_account", require)
        assert [item.value for item in found.because] == ["(sensitive)"]


def test_the_kind_of_a_workspace_decides_its_type() -> None:
    name = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
    types = {
        "{ properties = {} }": "azurerm_machine_learning_workspace",
        '{ kind = "Default" }': "azurerm_machine_learning_workspace",
        '{ kind = "Hub" }': "azurerm_ai_foundry",
        '{ kind = "Project" }': "azurerm_ai_foundry_project",
    }
    for body, expected in types.items():
        assert seen(request(name, body)).type == expected


def test_requests_of_other_types_are_left_alone() -> None:
    for type in ("Microsoft.Chaos/experiments@2024-01-01", "Microsoft.CognitiveServices/accounts/projects@2025-06-01"):
        assert [item.type for item in world(request(type, "{}")).resources] == ["azapi_resource"]
    assert len(world('resource "azapi_resource" "this" {\n  type = var.type\n}\n').resources) == 1


def test_settings_written_with_azapi_are_companions_and_leave_out_what_they_switch_off() -> None:
    switched_off = '{ category = "Audit", enabled = false }'
    logs = f'{{ properties = {{ logs = [{switched_off}, {{ categoryGroup = "%s", enabled = true }}] }} }}'
    related = {
        "type": "azurerm_monitor_diagnostic_setting", "via": "target_resource_id", "absent": "fail",
        "require": {"enabled_log": {"length_at_least": 1, "absent": "fail"},
                    "enabled_log.category_group": {"equals": "allLogs", "absent": "fail"}},
    }  # fmt: skip
    for group, expected in (("allLogs", PASS), ("audit", FAIL)):
        setting = request(
            "Microsoft.Insights/diagnosticSettings@2021-05-01-preview",
            logs % group,
            "  parent_id = azapi_resource.this.id",
            name="logs",
        )
        known = world(account() + setting)
        target = next(item for item in known.resources if item.type == "azurerm_cognitive_account")
        assert compile_conditions({"related": related}).judge(target, (), Judgement(target, known)) is expected
        assert next(item for item in known.resources if item.type.startswith("azurerm_monitor")).get("enabled_log") == [
            {"category": None, "category_group": group}
        ]


def test_a_resource_of_azurerm_finds_the_request_that_it_refers_to() -> None:
    deployment = (
        'resource "azurerm_cognitive_deployment" "chat" {\n  cognitive_account_id = azapi_resource.this.id\n}\n'
    )
    related = {"type": "azurerm_cognitive_deployment", "via": "cognitive_account_id", "absent": "fail"}
    assert verdict(account() + deployment, {"related": {**related, "require": {}}}) is PASS


def test_the_identity_may_stand_in_the_body() -> None:
    require: dict[str, object] = {"identity.type": {"present": True, "absent": "fail"}}
    assert verdict(account(more='  identity {\n    type = "SystemAssigned"\n  }'), require) is PASS
    assert verdict(account('{ identity = { type = "SystemAssigned" } }'), require) is PASS
    assert verdict(account("{}"), require) is FAIL


def test_a_policy_that_is_switched_off_has_no_days() -> None:
    body = '{ properties = { policies = { retentionPolicy = { days = 30, status = "%s" } } } }'
    for status, days in (("enabled", 30), ("disabled", None)):
        found = seen(request("Microsoft.ContainerRegistry/registries@2025-04-01", body % status))
        assert found.get("retention_policy_in_days") == days
