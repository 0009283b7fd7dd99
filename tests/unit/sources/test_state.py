"""A state tells what Terraform manages, with all values known, from either of its two JSON forms."""

import json
from typing import Any

import pytest

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory
from terrafirm.model.value import Sensitive, TMap, TSet, Unknown, first_unknown, strip_marks
from terrafirm.sources.state.source import read
from tests.unit.sources.workspace import Workspace, addresses, at

STACK = """
variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}
resource "aws_kms_key" "models" { enable_key_rotation = true }
resource "aws_db_instance" "features" {
  instance_class = "db.t3.micro"
  password       = var.password
  kms_key_id     = aws_kms_key.models.arn
  tags           = { team = "ml" }
}
resource "aws_security_group" "web" {
  for_each = toset(["a", "b"])
  name     = each.key
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
data "aws_caller_identity" "me" {}
module "store" {
  source   = "./store"
  for_each = toset(["train", "serve"])
}
"""
STORE = """
resource "aws_s3_bucket" "this" {}
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration { status = "Enabled" }
}
"""


@pytest.fixture
def applied(workspace: Workspace) -> Workspace:
    """A workspace whose configuration has been applied."""
    workspace.write(STACK)
    workspace.write(STORE, "store/main.tf")
    workspace.apply()
    return workspace


def _plain(inventory: Inventory) -> dict[str, dict[str, Any]]:
    return {
        resource.address: {name: repr(strip_marks(resource.get(name))) for name in resource.attribute_names()}
        for resource in inventory.resources
    }


def test_both_forms_of_a_state_hold_the_same_known_values(applied: Workspace) -> None:
    file, shown = applied.state(), applied.shown_state()
    assert (
        addresses(file)
        == addresses(shown)
        == [
            "aws_db_instance.features",
            "aws_kms_key.models",
            'aws_security_group.web["a"]',
            'aws_security_group.web["b"]',
            'module.store["serve"].aws_s3_bucket.this',
            'module.store["serve"].aws_s3_bucket_versioning.this',
            'module.store["train"].aws_s3_bucket.this',
            'module.store["train"].aws_s3_bucket_versioning.this',
        ]
    )
    assert _plain(file) == _plain(shown)
    for inventory in (file, shown):
        assert (inventory.kind, inventory.closed, inventory.not_evaluated) == ("state", True, [])
        for resource in inventory.resources:
            writable = [name for name in resource.attribute_names() if not name.endswith("_wo")]
            assert all(first_unknown(resource.get(name)) is None for name in writable)


def test_values_have_the_types_of_the_schema(applied: Workspace) -> None:
    for inventory in (applied.state(), applied.shown_state()):
        ingress = at(inventory, 'aws_security_group.web["a"]').get("ingress")
        assert isinstance(ingress, TSet)
        assert [rule["cidr_blocks"] for rule in ingress] == [["10.0.0.0/8"]]
        assert at(inventory, "aws_db_instance.features").get("tags") == TMap(team="ml")
        assert at(inventory, "data.aws_caller_identity.me").mode == "data"


def test_secrets_are_marked_and_never_shown(applied: Workspace) -> None:
    for inventory in (applied.state(), applied.shown_state()):
        password = at(inventory, "aws_db_instance.features").get("password")
        assert isinstance(password, Sensitive)
        assert password.value == "correct horse battery staple"
        assert "horse" not in repr(inventory)


def test_dependencies_are_references_within_the_own_module_instance(applied: Workspace) -> None:
    for inventory in (applied.state(), applied.shown_state()):
        assert list(at(inventory, "aws_db_instance.features").references()) == ["aws_kms_key.models"]
        versioning = at(inventory, 'module.store["serve"].aws_s3_bucket_versioning.this')
        assert list(versioning.references()) == ['module.store["serve"].aws_s3_bucket.this']


def _state(*instances: dict[str, Any], type: str = "acme_gpu_pool", **more: Any) -> bytes:
    resource = {
        "mode": "managed",
        "type": type,
        "name": "this",
        "provider": 'provider["registry.terraform.io/acme/acme"]',
        "instances": list(instances),
        **more,
    }
    return json.dumps({"version": 4, "lineage": "x", "resources": [resource]}).encode()


def test_a_type_without_a_schema_keeps_the_recorded_shape() -> None:
    instance = {
        "attributes": {"size": 3, "nodes": [{"token": "t", "zone": "a"}], "labels": {"a": "b"}},
        "sensitive_attributes": [
            [
                {"type": "get_attr", "value": "nodes"},
                {"type": "index", "value": {"value": 0, "type": "number"}},
                {"type": "get_attr", "value": "token"},
            ],
            [{"type": "get_attr", "value": "labels"}, {"type": "index", "value": {"value": "a", "type": "string"}}],
        ],
    }
    (pool,) = read(_state(instance), "s").resources
    assert pool.get("size") == 3
    (node,) = pool.get("nodes")
    assert isinstance(node["token"], Sensitive)
    assert node["zone"] == "a"
    assert isinstance(pool.get("labels")["a"], Sensitive)
    assert list(pool.attribute_names()) == ["size", "nodes", "labels"]


def test_a_deposed_object_is_listed_and_not_judged() -> None:
    inventory = read(_state({"attributes": {}}, {"attributes": {}, "deposed": "0a1b2c3d"}), "s")
    assert addresses(inventory) == ["acme_gpu_pool.this"]
    (entry,) = inventory.not_evaluated
    assert "0a1b2c3d" in entry.why
    assert not entry.fatal


def test_an_object_in_an_older_form_fails_closed() -> None:
    inventory = read(_state({"attributes_flat": {"size": "3"}}), "s")
    assert [entry.fatal for entry in inventory.not_evaluated] == [True]
    assert "acme_gpu_pool.this" in inventory.not_evaluated[0].why


def test_keys_are_written_as_terraform_writes_them() -> None:
    keys = ["a", 'say "hi"', "${x}", "line\nbreak", 2]
    instances = [{"index_key": key, "attributes": {}} for key in keys]
    module = 'module.m["a.b"]'
    assert [resource.address for resource in read(_state(*instances, module=module), "s").resources] == [
        f'{module}.acme_gpu_pool.this["a"]',
        f'{module}.acme_gpu_pool.this["say \\"hi\\""]',
        f'{module}.acme_gpu_pool.this["$${{x}}"]',
        f'{module}.acme_gpu_pool.this["line\\nbreak"]',
        f"{module}.acme_gpu_pool.this[2]",
    ]


def test_attributes_of_dynamic_type_are_unwrapped() -> None:
    manifest = {"value": {"kind": "Pod"}, "type": ["object", {"kind": "string"}]}
    (resource,) = read(_state({"attributes": {"manifest": manifest}}, type="kubernetes_manifest"), "s").resources
    assert resource.get("manifest") == {"kind": "Pod"}


def test_a_write_only_argument_is_unknown_and_not_absent() -> None:
    (resource,) = read(_state({"attributes": {"password_wo": None}}, type="aws_db_instance"), "s").resources
    value = strip_marks(resource.get("password_wo"))
    assert isinstance(value, Unknown)
    assert not value.is_set


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"version": 3, "modules": []}', "state format 3 is not supported, format 4 is: let Terraform 0.12 or later"),
        ('{"version": 5, "resources": []}', "state format 5 is not supported, format 4 is: give the output of"),
        ('{"version": 4, "resources": [', "the JSON ends too early"),
        ("null", "a state is a JSON object"),
    ],
)
def test_what_is_not_a_state_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(text.encode(), "s")


def test_an_empty_state_is_an_empty_closed_world() -> None:
    inventory = read(b'{"format_version": "1.0"}', "s")
    assert (inventory.resources, inventory.closed) == ([], True)
