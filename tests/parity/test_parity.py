"""Configuration, plan and state of the same thing give the same values."""

from pathlib import Path

import pytest

from terrafirm.engine.paths import parse_path
from terrafirm.engine.world import World
from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.value import TSet, Unknown, UnsetBlocks, Value, bare, first_unknown, strip_marks
from terrafirm.model.verdict import UNKNOWN, Verdict
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.source import read as read_configuration
from terrafirm.sources.plan.source import Plan, read_plan
from terrafirm.sources.state.source import read as read_state
from tests.terraform.harness import Terraform
from tests.unit.sources.workspace import Workspace, encoded

AWS = """
variable "team" { default = "ml-platform" }
variable "password" {
  default   = "correct horse battery staple"
  sensitive = true
}
locals {
  tags  = { Team = var.team, Zone = "eu" }
  ports = [443, 8443]
}
resource "random_id" "suffix" { byte_length = 4 }
resource "aws_kms_key" "models" {
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}
resource "aws_s3_bucket" "models" {
  bucket        = "models-${random_id.suffix.hex}"
  force_destroy = "false"
  tags          = local.tags
}
resource "aws_s3_bucket_versioning" "models" {
  bucket = aws_s3_bucket.models.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "models" {
  bucket = aws_s3_bucket.models.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.models.arn
    }
  }
}
resource "aws_security_group" "node" {
  count       = 2
  name        = "node-${count.index}"
  description = "training nodes"
  dynamic "ingress" {
    for_each = local.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12"]
    }
  }
}
resource "aws_instance" "trainer" {
  for_each               = { small = "g5.xlarge", "large one" = "p5.48xlarge" }
  ami                    = "ami-0123456789abcdef0"
  instance_type          = each.value
  vpc_security_group_ids = aws_security_group.node[*].id
  metadata_options { http_tokens = "required" }
  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 100
    encrypted   = true
  }
  ebs_block_device {
    device_name = "/dev/sda"
    volume_size = 200
  }
}
resource "aws_db_instance" "features" {
  instance_class    = "db.t3.micro"
  allocated_storage = 20
  password          = var.password
  kms_key_id        = aws_kms_key.models.arn
}
resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "latency"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = "3"
  threshold           = 0.25
}
data "aws_iam_policy_document" "open" {
  statement {
    sid       = "Open"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::models/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
module "store" {
  source   = "./store"
  for_each = toset(["train", "serve"])
  name     = each.key
  key_arn  = aws_kms_key.models.arn
}
"""
STORE = """
variable "name" { type = string }
variable "key_arn" { type = string }
resource "aws_s3_bucket" "this" { bucket = "store-${var.name}" }
resource "aws_s3_bucket_public_access_block" "this" {
  bucket            = aws_s3_bucket.this.id
  block_public_acls = true
}
resource "aws_ssm_parameter" "key" {
  name  = "/${var.name}/key"
  type  = "SecureString"
  value = var.key_arn
}
"""
AZURE = """
provider "azurerm" {
  features {}
}
resource "azurerm_resource_group" "ai" {
  name     = "ai"
  location = "swedencentral"
}
resource "azurerm_cognitive_account" "openai" {
  for_each                      = toset(["north", "south"])
  name                          = "openai-${each.key}"
  location                      = azurerm_resource_group.ai.location
  resource_group_name           = azurerm_resource_group.ai.name
  kind                          = "OpenAI"
  sku_name                      = "S0"
  public_network_access_enabled = false
  network_acls {
    default_action = "Deny"
    ip_rules       = ["192.0.2.0/24", "10.0.0.0/8"]
  }
  identity { type = "SystemAssigned" }
}
resource "azurerm_key_vault_secret" "token" {
  name         = "token"
  value        = "hunter2"
  key_vault_id = "/subscriptions/0/resourceGroups/ai/providers/Microsoft.KeyVault/vaults/ai"
}
"""
GOOGLE = """
resource "google_kms_key_ring" "ai" {
  name     = "ai"
  location = "europe-north1"
}
resource "google_kms_crypto_key" "models" {
  name            = "models"
  key_ring        = google_kms_key_ring.ai.id
  rotation_period = "7776000s"
}
resource "google_storage_bucket" "models" {
  name                        = "models"
  location                    = "EU"
  uniform_bucket_level_access = true
  labels                      = { team = "ml" }
  versioning { enabled = true }
  encryption { default_kms_key_name = google_kms_crypto_key.models.id }
  lifecycle_rule {
    action { type = "Delete" }
    condition {
      age        = 30
      with_state = "ARCHIVED"
    }
  }
}
resource "google_compute_firewall" "ssh" {
  name          = "ssh"
  network       = "default"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["22", 443]
  }
}
"""


class Read:
    """The three readings of one configuration."""

    def __init__(self, terraform: Terraform, directory: Path, text: str) -> None:
        workspace = Workspace(terraform, directory)
        workspace.write(text)
        workspace.write(STORE, "store/main.tf")
        self.plan: Plan = read_plan(encoded(workspace.plan_json()), "plan.json")
        terraform.apply(directory)
        self.state: Inventory = read_state(workspace.state_file, "terraform.tfstate")
        found = [item for item in read_configuration(directory, ".", Inputs()) if "store" not in Path(item.path).parts]
        (self.configuration,) = found


@pytest.fixture(scope="module", params=["aws", "azure", "google"])
def read(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Read:
    """One configuration of each cloud, read in all three ways."""
    text = {"aws": AWS, "azure": AZURE, "google": GOOGLE}[request.param]
    return Read(terraform, tmp_path_factory.mktemp(request.param), text)


def _by_address(inventory: Inventory) -> dict[str, Resource]:
    return {resource.address: resource for resource in inventory.resources}


def _shape(value: Value) -> Value:
    """A known value in a form that compares: Python's ``==`` takes 1 for True, and tuples are never lists."""
    value = bare(value)
    if isinstance(value, TSet):
        return ("set", [_shape(item) for item in value])
    if isinstance(value, dict):
        return ("object", {key: _shape(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return ("tuple" if isinstance(value, tuple) else "list", [_shape(item) for item in value])
    return (type(value).__name__, value)


def _differences(left: Value, right: Value, path: str) -> list[str]:
    """Where two values, of which ``left`` may know less, contradict each other."""
    left, right = bare(left), bare(right)
    if type(left) is Unknown:
        return []
    if type(right) is Unknown and path.endswith("_wo"):
        return []  # write-only: no state holds it
    if type(left) is UnsetBlocks:
        return [f"{path}: no blocks and {right!r}"] if len(right) else []
    if first_unknown(left) is None:
        return [] if _shape(left) == _shape(right) else [f"{path}: {strip_marks(left)!r} and {strip_marks(right)!r}"]
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        return [text for key in left for text in _differences(left[key], right[key], f"{path}.{key}")]
    if isinstance(left, (list, tuple)) and type(left) is type(right) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return [text for at, (a, b) in pairs for text in _differences(a, b, f"{path}[{at}]")]
    if isinstance(left, TSet) and isinstance(right, TSet):
        return []  # unknown elements of a set stand in no order
    return [f"{path}: {left!r} and {right!r}"]


def _all_differences(left: Inventory, right: Inventory) -> list[str]:
    others = _by_address(right)
    return [
        text
        for address, resource in _by_address(left).items()
        for name in resource.attribute_names()
        for text in _differences(resource.get(name), others[address].get(name), f"{address}.{name}")
    ]


def test_all_three_have_the_same_addresses(read: Read) -> None:
    assert read.configuration.not_evaluated == []
    planned = set(_by_address(read.plan.planned))
    assert set(_by_address(read.configuration)) == planned
    assert set(_by_address(read.state)) == planned


def test_all_three_have_the_same_names_of_attributes(read: Read) -> None:
    plan, state = _by_address(read.plan.planned), _by_address(read.state)
    for address, resource in _by_address(read.configuration).items():
        names = list(resource.attribute_names())
        assert list(plan[address].attribute_names()) == names
        assert list(state[address].attribute_names()) == names


def test_what_the_configuration_knows_the_plan_knows_to_be_the_same(read: Read) -> None:
    computed_here = ("data.aws_iam_policy_document.open.json", "data.aws_iam_policy_document.open.minified_json")
    found = _all_differences(read.configuration, read.plan.planned)
    assert [text for text in found if not text.startswith(computed_here)] == []


def test_what_the_plan_knows_comes_true(read: Read) -> None:
    assert _all_differences(read.plan.planned, read.state) == []


def test_secrets_of_one_reading_are_secrets_of_all(read: Read) -> None:
    plan, state = _by_address(read.plan.planned), _by_address(read.state)
    for address, resource in _by_address(read.configuration).items():
        for name in resource.attribute_names():
            marked = type(resource.get(name)).__name__ == "Sensitive"
            if marked and plan[address].get(name) is not None:
                assert type(plan[address].get(name)).__name__ == "Sensitive", f"{address}.{name}"
                assert type(state[address].get(name)).__name__ == "Sensitive", f"{address}.{name}"


def test_unknown_values_of_the_plan_come_from_where_the_configuration_says(read: Read) -> None:
    plan = _by_address(read.plan.planned)
    for address, resource in _by_address(read.configuration).items():
        for name in resource.attribute_names():
            ours, theirs = bare(resource.get(name)), bare(plan[address].get(name))
            if type(ours) is Unknown and type(theirs) is Unknown and theirs.refs:
                named = {ref.address for ref in theirs.refs}
                assert {ref.address for ref in ours.refs} <= named, f"{address}.{name}"


def test_the_plan_refers_to_nothing_that_the_configuration_does_not(read: Read) -> None:
    plan = _by_address(read.plan.planned)
    for address, resource in _by_address(read.configuration).items():
        assert set(plan[address].references()) <= set(resource.references()), address


def _relations(inventory: Inventory) -> dict[tuple[str, str], Verdict]:
    """Whether each thing that has a bucket means each bucket."""
    world = World(inventory)
    buckets = world.of_types(["aws_s3_bucket"])
    kinds = ["versioning", "server_side_encryption_configuration", "public_access_block"]
    sources = world.of_types([f"aws_s3_bucket_{kind}" for kind in kinds])
    via = parse_path("bucket")
    return {(a.address, b.address): world.refers_to(a, via, b, ()) for a in sources for b in buckets}


def test_relations_are_as_definite_in_a_plan_as_in_the_configuration(read: Read) -> None:
    configured, planned = _relations(read.configuration), _relations(read.plan.planned)
    recorded = _relations(read.state)
    assert UNKNOWN not in planned.values()
    assert configured == planned == recorded
