"""Start a rule file: a skeleton that fails its test until it is filled in."""

from __future__ import annotations

import re
from pathlib import Path

from terrafirm.model.errors import UsageError
from terrafirm.model.provider_schema import resource_block

_SKELETON = """\
id: {id}
title: {type} ...
severity: medium
category: hardening
controls: {{csa-ai: ["..."]}}
why: >
  What an attacker (or an accident) gains.
fix: One imperative sentence.
refs: ["https://..."]
select: {type}
require:
  attribute: {{equals: value, absent: fail}}
cases:
  pass: {{set: 'attribute = "value"'}}
  fail: {{set otherwise: 'attribute = "other"', left out: ""}}
  unknown: {{variable without a value: attribute = var.x}}
"""


def new_rule_file(pack: Path, place: str, type_name: str) -> Path:
    """Write the skeleton of the rule at PROVIDER/SERVICE/PROBLEM; raises :class:`UsageError`."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*){2}", place):
        raise UsageError(
            f'"{place}": give PROVIDER/SERVICE/PROBLEM in lower case, such as aws/sagemaker/notebook-root-access'
        )
    if resource_block(type_name) is None:
        raise UsageError(f'no provider has the type "{type_name}"')
    path = pack / f"{place}.yaml"
    if path.exists():
        raise UsageError(f"{path} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_SKELETON.format(id=place.replace("/", "-"), type=type_name), encoding="utf-8")
    return path
