"""Functions that providers define. Those of ``provider::terraform`` were compared with Terraform 1.11.4."""

from __future__ import annotations

from decimal import Decimal

import pytest

from terrafirm.model.value import Unknown
from tests.unit.functions.directory import refusal, result


def test_an_arn_is_taken_apart_and_put_together() -> None:
    arn = "arn:aws:iam::444455556666:role/path/to/app"
    parts = result("provider::aws::arn_parse", arn)

    assert parts["account_id"] == "444455556666"
    assert parts["resource"] == "role/path/to/app"
    assert result("provider::aws::arn_build", *parts.values()) == arn
    assert result("provider::aws::trim_iam_role_path", arn) == "arn:aws:iam::444455556666:role/app"
    assert "not an ARN" in refusal("provider::aws::arn_parse", "bucket")


def test_parts_of_google_ids() -> None:
    identifier = "projects/ml/zones/us-central1-c/instances/trainer"

    assert result("provider::google::project_from_id", identifier) == "ml"
    assert result("provider::google::zone_from_id", identifier) == "us-central1-c"
    assert result("provider::google-beta::name_from_id", identifier) == "trainer"
    assert result("provider::google::region_from_zone", "us-central1-c") == "us-central1"
    assert "missing" in refusal("provider::google::region_from_id", identifier)


def test_an_azure_resource_id_is_taken_apart() -> None:
    parts = result(
        "provider::azurerm::parse_resource_id",
        "/subscriptions/s1/resourceGroups/g1/providers/Microsoft.ApiManagement/service/a/gateways/b/hostnameConfigurations/c",
    )

    assert parts["subscription_id"] == "s1"
    assert parts["resource_group_name"] == "g1"
    assert parts["full_resource_type"] == "Microsoft.ApiManagement/service/gateways/hostnameConfigurations"
    assert parts["parent_resources"] == {"gateways": "b", "service": "a"}
    assert parts["resource_name"] == "c"


def test_the_scope_of_an_azure_extension_resource_is_what_it_extends() -> None:
    account = "/subscriptions/s1/resourceGroups/g1/providers/Microsoft.Storage/storageAccounts/a1"
    parts = result(
        "provider::azurerm::parse_resource_id", f"{account}/providers/Microsoft.EventGrid/eventSubscriptions/e1"
    )

    assert parts["resource_scope"] == account
    assert parts["resource_provider"] == "Microsoft.EventGrid"


def test_azure_spelling_is_unknown_where_a_service_fixes_it() -> None:
    assert result("provider::azurerm::normalise_resource_id", "/SUBSCRIPTIONS/s/resourcegroups/G") == (
        "/subscriptions/s/resourceGroups/G"
    )
    assert isinstance(result("provider::azurerm::normalise_resource_id", "/subscriptions/s/providers/a/b/c"), Unknown)


def test_kubernetes_manifests_are_decoded_and_checked() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  since: 2024-01-01\n---\n"

    assert result("provider::kubernetes::manifest_decode", text)["data"] == {"since": "2024-01-01"}
    assert len(result("provider::kubernetes::manifest_decode_multi", text * 2)) == 2
    assert "multiple" in refusal("provider::kubernetes::manifest_decode", text * 2)
    assert 'missing field "kind"' in refusal("provider::kubernetes::manifest_decode", "apiVersion: v1")


def test_an_encoded_manifest_keeps_its_document() -> None:
    manifest = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}

    assert result("provider::kubernetes::manifest_encode", manifest).document == manifest


def test_times_and_durations_are_taken_apart() -> None:
    assert result("provider::time::duration_parse", "1h30m")["hours"] == Decimal("1.5")
    assert result("provider::time::rfc3339_parse", "2023-07-25T23:43:16-04:00")["unix"] == 1690342996
    assert result("provider::time::unix_timestamp_parse", 1690328596)["rfc3339"] == "2023-07-25T23:43:16Z"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "long": "x"}, '{\n  b    = 1\n  long = "x"\n}'),
        ({"a": {"x": 1}, "bcd": 2}, "{\n  a = {\n    x = 1\n  }\n  bcd = 2\n}"),
        ({"f g": "${x}"}, '{\n  "f g" = "$${x}"\n}'),
        (("a", {}, None), '["a", {}, null]'),
    ],
)
def test_values_are_written_as_formatted_expressions(value: object, text: str) -> None:
    assert result("provider::terraform::encode_expr", value) == text


def test_tfvars_are_written_and_read() -> None:
    values = {"a": 1, "names": ("x", True)}
    text = result("provider::terraform::encode_tfvars", values)

    assert text == 'a     = 1\nnames = ["x", true]\n'
    assert result("provider::terraform::decode_tfvars", text) == values
    assert "may not be used" in refusal("provider::terraform::decode_tfvars", "a = var.x")
    assert "may not be used" in refusal("provider::terraform::decode_tfvars", 'a = upper("x")')
    assert "blocks" in refusal("provider::terraform::decode_tfvars", "a {}\n")
    assert "identifier" in refusal("provider::terraform::encode_tfvars", {"a b": 1})
