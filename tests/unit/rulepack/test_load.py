"""A pack of one's own is read whole, or it is said what of it is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.model.errors import RuleError
from terrafirm.rulepack.load import load_rules

RULE = """
id: example-store-without-owner
title: Store has no owner
severity: low
category: cloud
controls: {csa-ai: ["2.2.2"]}
why: Nobody answers for it.
fix: Set the tag owner.
refs: ["https://example.com/stores"]
select: aws_s3_bucket
require:
  tags.owner: {present: true, absent: fail}
cases:
  pass: {owned: 'tags = { owner = "a" }'}
  fail: {left out: ""}
  unknown: {variable without a value: tags = var.tags}
"""


def pack(directory: Path, name: str) -> Path:
    path = directory / "policies" / name
    path.parent.mkdir(parents=True)
    path.write_text(RULE, encoding="utf-8")
    return directory / "policies"


def test_rules_of_ones_own_join_the_shipped_ones(tmp_path: Path) -> None:
    found = load_rules([pack(tmp_path, "example/store/without-owner.yaml")], cache=False)
    assert "example-store-without-owner" in {head.id for head in found.heads}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("without-owner.yaml", "policies/without-owner.yaml: it is not read: move it to PROVIDER/SERVICE/PROBLEM.yaml"),
        (
            "example/store/without-owner.yml",
            "policies/example/store/without-owner.yml: it is not read: rename it to .yaml",
        ),
        ("example/README.md", "there are no rules in it: a rule is a file PROVIDER/SERVICE/PROBLEM.yaml"),
    ],
)
def test_what_would_not_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules([pack(tmp_path, name)], cache=False)
    assert message in str(caught.value)
