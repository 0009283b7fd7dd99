"""Every pipeline file is what its system accepts, by that system's own schema or linter."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.homes.snippets import ROOT, action_step, azure_step, document


def lint(tool: str, *arguments: str, **given: str) -> None:
    """Run a linter from this environment; skips where it is not installed."""
    place = shutil.which(tool, path=str(Path(sys.executable).parent)) or shutil.which(tool)
    if place is None:
        pytest.skip(f"{tool} is not installed (it is among the dev dependencies)")
    done = subprocess.run(
        [place, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, input=given.get("text")
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "schema", "more"),
    [
        ("action.yml", "vendor.github-actions", ()),
        ("ci/gitlab.yml", "vendor.gitlab-ci", ("--data-transform", "gitlab-ci")),
        ("ci/azure-pipelines.yml", "vendor.azure-pipelines", ("--data-transform", "azure-pipelines")),
    ],
)
def test_the_file_follows_the_schema_of_its_system(file: str, schema: str, more: tuple[str, ...]) -> None:
    lint("check-jsonschema", "--builtin-schema", schema, *more, file)


def test_pre_commit_takes_the_hook() -> None:
    lint("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")


def test_no_known_weakness_of_actions_is_in_the_action() -> None:
    lint("zizmor", "--offline", "--persona=auditor", "action.yml")


def test_the_containerfile_is_clean() -> None:
    lint("hadolint", "--failure-threshold", "info", "Containerfile")


SCRIPTS = {
    **{f"action: {step['name']}": (step["run"], "bash") for step in document("action.yml")["runs"]["steps"]},
    **{f"azure: {name}": (azure_step(name), "bash") for name in ("Install terrafirm", "Judge")},
    "gitlab": (document("ci/gitlab.yml")["terrafirm"]["script"][0], "sh"),
    "atlantis": (document("ci/atlantis.yaml")["workflows"]["terrafirm"]["plan"]["steps"][2]["run"]["command"], "sh"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_shellcheck_finds_nothing(name: str) -> None:
    script, shell = SCRIPTS[name]
    lint("shellcheck", f"--shell={shell}", "--severity=style", "-", text=script)


def test_shellcheck_finds_nothing_in_the_installer() -> None:
    lint("shellcheck", "ci/install.sh")


def examples(info: str) -> list[str]:
    """The code blocks of docs/ci.md of one kind."""
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    return re.findall(rf"^```yaml {info}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("kind", "schema", "more"),
    [
        ("github", "vendor.github-workflows", ()),
        ("gitlab", "vendor.gitlab-ci", ("--data-transform", "gitlab-ci")),
        ("azure", "vendor.azure-pipelines", ("--data-transform", "azure-pipelines")),
    ],
)
def test_the_documented_uses_follow_the_schema(kind: str, schema: str, more: tuple[str, ...], tmp_path: Path) -> None:
    found = examples(kind)
    assert found
    for number, text in enumerate(found):
        file = tmp_path / f"{number}.yml"
        file.write_text(text, encoding="utf-8")
        lint("check-jsonschema", "--builtin-schema", schema, *more, str(file))


def test_the_documented_workflows_give_only_inputs_that_the_action_has() -> None:
    inputs = document("action.yml")["inputs"]
    for text in examples("github"):
        jobs = yaml.safe_load(text)["jobs"].values()
        for step in (step for job in jobs for step in job["steps"] if "terrafirm" in step.get("uses", "")):
            assert set(step.get("with", {})) <= set(inputs)


def test_the_action_has_the_steps_that_the_tests_run() -> None:
    assert action_step("Judge").startswith("set -euo pipefail")
