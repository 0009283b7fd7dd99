"""The installed checkov finds nothing wrong with generated repositories either, their pipelines included."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from terrafirm.app.checkov_engine import ENVIRONMENT
from tests.generate.repositories import CLOUDS, default_rendering, put
from tests.modules.test_checkov import SKIPPED

COMMAND = os.environ.get(ENVIRONMENT) or shutil.which("checkov")
#: TERRAFIRM_BLUEPRINTS names others; this one holds most of the modules.
BLUEPRINTS = tuple(os.environ.get("TERRAFIRM_BLUEPRINTS", "mlops-platform").split(","))


@pytest.mark.slow
@pytest.mark.skipif(COMMAND is None, reason=f"checkov is not installed, and {ENVIRONMENT} names none")
@pytest.mark.parametrize("cloud", CLOUDS)
@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_no_check_fails_in_a_generated_repository(blueprint: str, cloud: str, tmp_path: Path) -> None:
    put(tmp_path, default_rendering(blueprint, cloud))
    frameworks = ["terraform", "github_actions", "gitlab_ci", "secrets"]
    command = [str(COMMAND), "-d", str(tmp_path), "--framework", *frameworks, "--compact", "-o", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    reports = {item["check_type"]: item["results"] for item in json.loads(done.stdout)}
    assert {"terraform", "github_actions", "gitlab_ci"} <= set(reports)
    failed = [(item["check_id"], item["resource"]) for one in reports.values() for item in one["failed_checks"]]
    assert failed == []
    assert {item["check_id"] for one in reports.values() for item in one["skipped_checks"]} <= SKIPPED
    assert all(one["passed_checks"] for one in reports.values())
