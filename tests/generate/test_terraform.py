"""Terraform itself, terrafirm and the reachability rules take every environment that a blueprint writes."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from terrafirm.app.gate import GateOptions, gate
from terrafirm.app.new import judged, status
from terrafirm.app.scan import ScanOptions, scan
from terrafirm.generate.answers import checked
from terrafirm.model.finding import Finding
from tests.generate.repositories import MADE, default_rendering, put, rendering
from tests.terraform.harness import Terraform

pytestmark = pytest.mark.slow

#: TERRAFIRM_ENVIRONMENTS=dev,test,prod plans all three; they are the same code, and prod has the most in it.
ENVIRONMENTS = tuple(os.environ.get("TERRAFIRM_ENVIRONMENTS", "prod").split(","))
#: What people give through the environment: a data key wrapped by Cloud KMS.
SECRETS = {"wrapped_pseudonym_key": "A" * 120}
each = pytest.mark.parametrize(("blueprint", "cloud"), MADE, ids=[f"{name}-{on}" for name, on in MADE])


def named(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.rule.id, finding.address) for finding in findings}


def planned(terraform: Terraform, root: Path) -> Path:
    """The plan of an environment, with state kept beside it, as the README says."""
    (root / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n', encoding="utf-8")
    terraform.init(root)
    assert [item for item in terraform.validate(root) if item.severity == "error"] == []
    place = root / "plan.json"
    declared = (root / "variables.tf").read_text(encoding="utf-8")
    secrets = {name: value for name, value in SECRETS.items() if f'variable "{name}"' in declared}
    place.write_text(json.dumps(terraform.plan(root, vars=secrets), default=_number), encoding="utf-8")
    return place


def _number(value: Any) -> float:
    assert isinstance(value, Decimal)
    return float(value)


@each
def test_an_environment_is_canonical_valid_planned_and_clean(
    terraform: Terraform, tmp_path: Path, blueprint: str, cloud: str
) -> None:
    repository = put(tmp_path, default_rendering(blueprint, cloud))
    assert terraform.fmt_check(repository) == []
    report = judged(repository)
    assert (named(report.findings), report.not_evaluated, status(repository, report)) == (set(), [], 0)
    for environment in ENVIRONMENTS:
        root = repository / "environments" / environment
        plan = planned(terraform, root)
        changed = gate(str(plan), GateOptions(ScanOptions(), root, None))
        assert (named(changed.findings), changed.not_evaluated) == (set(), [])
        found = scan([str(plan)], ScanOptions(all_verdicts=True))
        grave = [item for item in found.unknown if item.rule.severity in ("critical", "high")]
        assert named(grave) == set()  # by the plan alone, without the code beside it
        exposed = [item for item in found.unknown + found.findings if "-exposure-" in item.rule.id]
        assert named(exposed) == set()
        if blueprint == "mlops-platform":  # it has all that the reachability rules look at
            assert any("-exposure-" in item.rule.id for item in found.passed)


@pytest.mark.parametrize("days", [365, 3653])
def test_the_archive_on_aws_is_locked_as_long_as_logs_are_kept(terraform: Terraform, tmp_path: Path, days: int) -> None:
    """The runbook for decommissioning says so: from the shortest answer to the longest."""
    repository = put(tmp_path, rendering(checked("notebook-lab", "aws", {"retention_days": str(days)})))
    plan = json.loads(planned(terraform, repository / "environments" / "prod").read_text(encoding="utf-8"))
    archive = "module.audit_archive.module.archive"
    after = {item["address"]: item["change"]["after"] for item in plan["resource_changes"]}
    (lock,) = after[f"{archive}.aws_s3_bucket_object_lock_configuration.this[0]"]["rule"]
    (kept,) = after[f"{archive}.aws_s3_bucket_lifecycle_configuration.this"]["rule"]
    assert (lock["default_retention"][0]["mode"], lock["default_retention"][0]["days"]) == ("COMPLIANCE", days)
    assert days < kept["expiration"][0]["days"] <= days + 30
