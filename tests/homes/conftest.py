"""terrafirm as a pipeline installs it, and the bundled AI stack as the repository it looks at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import invoke
from tests.homes.snippets import ROOT

__all__ = ["installed", "invoke", "stack"]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which `ci/install.sh` has installed terrafirm, from the locked requirements."""
    temp = tmp_path_factory.mktemp("runner")
    done = subprocess.run([ROOT / "ci/install.sh", temp / "terrafirm"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return temp


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """A copy of the bundled stack, with files beside it that must never be imported or executed."""
    place = tmp_path / "checkout"
    shutil.copytree(ROOT / "fixtures/ai-stack", place / "infra dir")
    trap = "raise SystemExit('code of the repository was executed')\n"
    for name in ("terrafirm.py", "click.py", "json.py", "venv.py", "pip.py", "sitecustomize.py"):
        (place / name).write_text(trap, encoding="utf-8")
    return place
