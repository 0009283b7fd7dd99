"""Binary plans are read by the tool that wrote them, where it is there."""

import shutil
import zipfile
from pathlib import Path

import pytest

from terrafirm.model.errors import InputError
from terrafirm.sources.detect import Kind, detect
from terrafirm.sources.plan.binary import as_json
from terrafirm.sources.plan.source import read_plan
from tests.unit.sources.workspace import Workspace, addresses


def zipped(directory: Path, plan: bytes) -> Path:
    """A file that has the form of a binary plan."""
    path = directory / "tfplan"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tfplan", plan)
    return path


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs the terraform binary")
def test_a_binary_plan_is_shown_by_terraform(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.write('resource "terraform_data" "m" { input = "models" }')
    workspace.plan_json()
    environment = workspace.terraform._environment(workspace.directory)
    written = workspace.directory / "tfplan"
    shutil.copy(Path(environment["TF_DATA_DIR"]) / "plan", written)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert detect(written) is Kind.BINARY_PLAN
    assert addresses(read_plan(as_json(written, "tfplan"), "tfplan").planned) == ["terraform_data.m"]


def test_without_terraform_the_command_to_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match=r"run `terraform show -json tfplan > plan\.json`"):
        as_json(zipped(tmp_path, b""), "tfplan")


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs the terraform binary")
def test_what_terraform_says_of_a_plan_it_cannot_read_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"`terraform show -json` failed: .*Couldn't show local plan"):
        as_json(zipped(tmp_path, b"not a plan"), "tfplan")
