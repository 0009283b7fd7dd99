"""Who refers to whom is known even where what they are called is not."""

from __future__ import annotations

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.engine.paths import parse_path
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

STACK = """
data "aws_caller_identity" "current" {{}}
variable "name" {{}}
resource "aws_s3_bucket" "data" {{
  bucket = {name}
}}
resource "aws_s3_bucket" "other" {{
  bucket = "other-${{data.aws_caller_identity.current.account_id}}"
}}
resource "aws_s3_bucket_versioning" "v" {{
  bucket = {target}
}}
"""


@pytest.mark.parametrize(
    ("name", "target", "verdict"),
    [
        ('"acme-${data.aws_caller_identity.current.account_id}"', "aws_s3_bucket.data.bucket", PASS),
        ("var.name", "aws_s3_bucket.data.bucket", PASS),
        ("var.name", "aws_s3_bucket.data.id", PASS),
        ('"acme-${data.aws_caller_identity.current.account_id}"', "aws_s3_bucket.other.bucket", FAIL),
        ('"acme"', '"acme"', PASS),
        ('"acme"', "var.name", UNKNOWN),
    ],
)
def test_a_companion_is_found_by_what_it_refers_to(name: str, target: str, verdict: Verdict) -> None:
    world = world_of(read_text(STACK.format(name=name, target=target), "main.tf"))
    found = world.companions(("aws_s3_bucket_versioning",), parse_path("bucket"), world.at("aws_s3_bucket.data")[0], ())
    assert (found[0][0] if found else FAIL) is verdict
