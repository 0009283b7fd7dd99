"""Who refers to whom is known even where what they are called is not."""

from __future__ import annotations

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.engine.paths import parse_path
from terrafirm.model.value import Unknown
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


@pytest.mark.parametrize(
    ("member", "prefix", "last"),
    [
        ("google_service_account.a.member", "serviceAccount:", ".iam.gserviceaccount.com"),
        ('"serviceAccount:${google_service_account.a.email}"', "serviceAccount:", ".iam.gserviceaccount.com"),
        ("google_logging_project_sink.s.writer_identity", "serviceAccount:", None),
    ],
)
def test_the_shape_of_what_exists_only_after_apply_is_known(member: str, prefix: str, last: str | None) -> None:
    text = f"""
resource "google_service_account" "a" {{ account_id = "a" }}
resource "google_logging_project_sink" "s" {{ name = "s" }}
resource "google_project_iam_member" "m" {{ member = {member} }}
"""
    value = world_of(read_text(text, "main.tf")).at("google_project_iam_member.m")[0].get("member")
    assert isinstance(value, Unknown)
    assert value.prefix == prefix
    assert (value.parts[-1] if value.parts else None) == last
