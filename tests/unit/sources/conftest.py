"""Fixtures of the tests of sources."""

from pathlib import Path

import pytest

from tests.terraform.harness import Terraform
from tests.unit.sources.workspace import Workspace


@pytest.fixture
def workspace(terraform: Terraform, tmp_path: Path) -> Workspace:
    """An empty directory that Terraform works in."""
    return Workspace(terraform, tmp_path)
