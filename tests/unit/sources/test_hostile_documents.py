"""A document that Terraform did not write is read or refused: it never breaks the program."""

import copy
import json
import random
from typing import Any

import pytest

from terrafirm.model.errors import InputError
from terrafirm.model.resource import Inventory
from terrafirm.sources.plan.source import read_plan
from terrafirm.sources.state.source import read as read_state
from tests.unit.sources.workspace import Workspace

STACK = """
resource "aws_kms_key" "models" {}
resource "aws_s3_bucket" "models" { for_each = toset(["a", "b"]) }
resource "aws_s3_bucket_server_side_encryption_configuration" "models" {
  for_each = aws_s3_bucket.models
  bucket   = each.value.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.models.arn
    }
  }
}
data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:*"]
    resources = [module.store.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
resource "aws_s3_bucket_policy" "models" {
  bucket = module.store.bucket
  policy = data.aws_iam_policy_document.open.json
}
module "store" {
  source = "./store"
  key    = aws_kms_key.models.arn
}
"""
STORE = """
variable "key" {}
resource "aws_s3_bucket" "this" { tags = { key = var.key } }
output "bucket" { value = aws_s3_bucket.this.id }
output "arn" { value = aws_s3_bucket.this.arn }
"""
JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, "x", "module.m[", 'module.m["x"].x.y', [], {}, [1], {"a": 1}, [[None]],
    ["a.b.c", "a"],
]  # fmt: skip
CHANGES = 300


def _places(document: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    stack = [document]
    while stack:
        level = stack.pop()
        inner = list(level.items()) if isinstance(level, dict) else list(enumerate(level))
        found.extend((level, key) for key, _ in inner)
        stack.extend(value for _, value in inner if isinstance(value, (dict, list)))
    return found


def _use(inventory: Inventory) -> None:
    for resource in inventory.resources:
        assert resource.address
        for name in resource.attribute_names():
            resource.get(name)
        list(resource.references())


@pytest.mark.parametrize("seed", [1, 2])
def test_any_part_may_be_anything(workspace: Workspace, seed: int) -> None:
    workspace.write(STACK)
    workspace.write(STORE, "store/main.tf")
    plan = workspace.plan_json()
    workspace.terraform.apply(workspace.directory)
    state = json.loads(workspace.state_file.read_text("utf-8"))
    shown = workspace.terraform.show_state(workspace.directory)
    choose = random.Random(seed)
    refused = 0
    for _ in range(CHANGES):
        kind = choose.choice(["plan", "state", "shown"])
        document = copy.deepcopy({"plan": plan, "state": state, "shown": shown}[kind])
        places = _places(document)
        for _ in range(choose.choice([1, 3, 10])):
            level, key = choose.choice(places)
            level[key] = choose.choice(JUNK)
        data = json.dumps(document, default=float).encode()
        try:
            if kind == "plan":
                read = read_plan(data, "d")
                _use(read.planned)
                _use(read.prior)
            else:
                _use(read_state(data, "d"))
        except InputError:
            refused += 1
    assert refused < CHANGES / 2
