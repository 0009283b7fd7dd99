"""Compare what rules claim of trivy with the examples of its own checks: a rule fails the bad ones, never a good one.

`python -m tools.trivy_agreement DIR`, where DIR is a clone of https://github.com/aquasecurity/trivy-checks. Its
examples are read where they are; nothing of them is kept. The names that tfsec gave its checks are compared as well.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from terrafirm.app.pack import roles, rules
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import FAIL
from terrafirm.sources.hcl.source import read_text

_METADATA = re.compile(r"""^#\s+(id|long_id|examples): *["']?([^\s"']+)""", re.MULTILINE)


class Check(NamedTuple):
    """A check of trivy's: the name that tfsec gave it, and its examples of Terraform by ``good`` and ``bad``."""

    long_id: str
    examples: dict[str, list[str]]


def main(arguments: list[str]) -> int:
    """Print each claim that an example contradicts; 1 when there are any."""
    checks = dict(_checks(Path(arguments[0])))
    wrong = [problem for rule in rules() for problem in _problems(rule, checks)]
    print("\n".join([*wrong, f"{len(wrong)} claims are contradicted"]))
    return 1 if wrong else 0


def _problems(rule: Rule, checks: dict[str, Check]) -> Iterator[str]:
    engine = Engine([rule], roles())
    claimed = [(name, checks.get(name.removeprefix("AVD-"))) for name in rule.equivalents.get("trivy", ())]
    if tuple(check.long_id for _, check in claimed if check is not None) != rule.equivalents.get("tfsec", ()):
        yield f"{rule.id}: tfsec has other names for what it claims of trivy"
    for name, check in claimed:
        if check is None:
            yield f"{rule.id}: {name} is no check with examples of Terraform"
            continue
        for expected, texts in check.examples.items():
            for number, text in enumerate(texts, 1):
                judged = engine.judge(world_of(read_text(text, "main.tf")))
                if any(item.verdict is FAIL for item in judged) != (expected == "bad"):
                    yield f"{rule.id}: {name} judges its {expected} example {number} otherwise"


def _checks(clone: Path) -> Iterator[tuple[str, Check]]:
    """The checks that have examples of Terraform, by id."""
    for path in sorted((clone / "checks").rglob("*.rego")):
        said = dict(_METADATA.findall(path.read_text(encoding="utf-8")))
        if "examples" in said and "long_id" in said:
            told: Any = yaml.safe_load((clone / said["examples"]).read_text(encoding="utf-8")) or {}
            terraform = told.get("terraform") or {}
            if terraform:
                examples = {expected: terraform.get(expected) or [] for expected in ("good", "bad")}
                yield said["id"], Check(said["long_id"], examples)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
