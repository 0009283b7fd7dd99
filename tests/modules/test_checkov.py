"""The installed checkov, a second judge, finds nothing wrong with the modules either."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from terrafirm.app.checkov_engine import ENVIRONMENT
from tests.modules.examples import ROOT

COMMAND = os.environ.get(ENVIRONMENT) or shutil.which("checkov")
#: Checks that these modules cannot pass; each place says why.
SKIPPED = {
    "CKV2_AWS_5",  # the groups are attached by other modules
    "CKV_AZURE_33",  # asks for an argument that azurerm 5 has no more
    "CKV_AZURE_164",  # the same
    "CKV2_GCP_33",  # knows peering only, not Private Service Connect
}


@pytest.mark.slow
@pytest.mark.skipif(COMMAND is None, reason=f"checkov is not installed, and {ENVIRONMENT} names none")
def test_no_check_fails_and_every_skip_has_a_reason() -> None:
    command = [str(COMMAND), "-d", str(ROOT / "modules"), "--framework", "terraform", "--compact", "-o", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    results = json.loads(done.stdout)["results"]
    assert {(item["check_id"], item["resource"]) for item in results["failed_checks"]} == set()
    assert {item["check_id"] for item in results["skipped_checks"]} == SKIPPED
    assert all(item["check_result"]["suppress_comment"] for item in results["skipped_checks"])
    assert len(results["passed_checks"]) > 2_000
