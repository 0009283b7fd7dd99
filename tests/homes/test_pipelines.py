"""The pipeline files do what they say: each snippet runs for real, on the bundled stack and on a real plan."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.homes.snippets import ROOT, action_step, azure_step, document, run
from tests.terraform.harness import Terraform

QUEUE = """\
resource "aws_ecr_repository" "{name}" {{
  name                 = "{name}"
  image_tag_mutability = "MUTABLE"
}}
"""
HOSTILE = ("$(touch pwned) `touch pwned`; touch pwned #\"'\n", "--help", "-o")


def github(installed: Path, stack: Path, **inputs: str) -> dict[str, str]:
    """The environment of a job on a pull request."""
    for name in ("output", "summary"):
        (stack.parent / name).touch()
    return {
        "RUNNER_TEMP": str(installed), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKSPACE": str(stack),
        "GITHUB_OUTPUT": str(stack.parent / "output"), "GITHUB_STEP_SUMMARY": str(stack.parent / "summary"),
        "GITHUB_REPOSITORY": "example/ai", "GITHUB_SHA": "0" * 40, "GITHUB_REF": "refs/pull/7/merge",
        "TARGET": "infra dir", "PLAN": "", "FAIL_ON": "high", "BASELINE": "", "REPORTS": str(stack.parent / "reports"),
        **inputs,
    }  # fmt: skip


def outputs(stack: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (stack.parent / "output").read_text(encoding="utf-8").splitlines())


@pytest.fixture
def plan(terraform: Terraform, stack: Path) -> Path:
    """A plan that adds one repository with a finding to one that has it already."""
    shutil.rmtree(stack / "infra dir")
    (stack / "infra dir").mkdir()
    code = stack / "infra dir" / "main.tf"
    code.write_text(QUEUE.format(name="old"), encoding="utf-8")
    terraform.init(code.parent)
    terraform.plan(code.parent)
    terraform.apply(code.parent)
    code.write_text(QUEUE.format(name="old") + "\n" + QUEUE.format(name="new"), encoding="utf-8")
    place = stack / "plan.json"
    place.write_text(json.dumps(terraform.plan(code.parent), default=float), encoding="utf-8")
    return place


def test_the_action_judges_a_directory_and_fails_by_severity(installed: Path, stack: Path) -> None:
    environment = github(installed, stack)
    done = run(action_step("Judge"), stack, environment)
    assert done.status == 0, done.out
    assert outputs(stack) == {"status": "1", "reports": environment["REPORTS"], "written": "true"}
    assert "::error file=infra dir/modules/notebook/main.tf,line=32" in done.out
    assert (stack.parent / "summary").read_text(encoding="utf-8").startswith("<!-- terrafirm -->")
    report = json.loads((stack.parent / "reports/terrafirm.json").read_text(encoding="utf-8"))
    assert report["summary"]["by_severity"]["high"] > 0
    assert run(action_step("Decide"), stack, {"STATUS": "1"}).status == 1
    assert run(action_step("Decide"), stack, {"STATUS": "0"}).status == 0


def test_the_action_takes_a_plan_and_lets_old_findings_be(installed: Path, stack: Path, plan: Path) -> None:
    done = run(action_step("Judge"), stack, github(installed, stack, PLAN=str(plan)))
    assert done.status == 0, done.out
    assert outputs(stack)["status"] == "1"
    report = json.loads((stack.parent / "reports/terrafirm.json").read_text(encoding="utf-8"))
    introduced = [item for item in report["findings"] if item["change"] == "introduced"]
    assert {item["address"] for item in introduced} == {"aws_ecr_repository.new"}
    assert {item["path"] for item in introduced} == {"infra dir/main.tf"}


def test_the_action_takes_a_baseline(installed: Path, stack: Path) -> None:
    terrafirm = installed / "terrafirm/bin/terrafirm"
    written = run(
        f"{terrafirm} scan 'infra dir' --write-baseline baseline.json --fail-on none --format json", stack, {}
    )
    assert written.status == 0, written.out
    done = run(action_step("Judge"), stack, github(installed, stack, BASELINE="baseline.json"))
    assert (done.status, outputs(stack)["status"]) == (0, "0"), done.out


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["TARGET", "PLAN", "FAIL_ON", "BASELINE", "REPORTS"])
def test_no_input_of_the_action_is_executed_or_taken_for_an_option(
    installed: Path, stack: Path, name: str, value: str
) -> None:
    done = run(action_step("Judge"), stack, github(installed, stack, **{name: value}))
    assert not list(stack.parent.rglob("pwned"))
    assert done.status == 0, done.out
    # an option taken from an input would print help and end with 0
    assert outputs(stack)["status"] == ("1" if name == "REPORTS" else "2")


def test_no_expression_stands_in_a_script_of_the_action() -> None:
    for step in document("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"], step["name"]
        assert "set -euo pipefail" in step["run"] or step["name"] == "Decide"


@pytest.fixture
def gh(tmp_path: Path) -> dict[str, str]:
    """A `gh` on PATH, and the file it keeps things in."""
    pytest.importorskip("jq")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "gh"
    script.write_text(
        f'#!/bin/sh\nexec {sys.executable} {Path(__file__).parent / "fake_gh.py"} "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    store = {
        "readonly": False,
        "sarif": None,
        "comments": [
            {"id": 1, "user": {"login": "mallory"}, "body": "<!-- terrafirm --> not ours"},
            {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "another tool"},
        ],
    }
    (tmp_path / "gh.json").write_text(json.dumps(store), encoding="utf-8")
    return {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "FAKE_GH": str(tmp_path / "gh.json"), "NUMBER": "7"}


def kept(gh: dict[str, str]) -> Any:
    return json.loads(Path(gh["FAKE_GH"]).read_text(encoding="utf-8"))


def test_the_action_keeps_one_comment_of_its_own(installed: Path, stack: Path, gh: dict[str, str]) -> None:
    environment = {**github(installed, stack), **gh}
    assert run(action_step("Judge"), stack, environment).status == 0
    for _ in range(2):
        done = run(action_step("Comment on the pull request"), stack, environment)
        assert (done.status, done.out) == (0, "")
    comments = kept(gh)["comments"]
    assert [item["id"] for item in comments] == [1, 2, 102]
    assert comments[0]["body"] == "<!-- terrafirm --> not ours"
    assert comments[2]["body"] == (stack.parent / "reports/terrafirm.md").read_text(encoding="utf-8")


def test_the_action_uploads_sarif(installed: Path, stack: Path, gh: dict[str, str]) -> None:
    environment = {**github(installed, stack), **gh}
    run(action_step("Judge"), stack, environment)
    done = run(action_step("Upload SARIF"), stack, environment)
    assert (done.status, done.out) == (0, "")
    sent = kept(gh)["sarif"]
    assert (sent["commit_sha"], sent["ref"]) == ("0" * 40, "refs/pull/7/merge")
    assert sent["document"]["version"] == "2.1.0"


@pytest.mark.parametrize("step", ["Upload SARIF", "Comment on the pull request"])
def test_a_token_that_may_only_read_costs_a_warning_not_the_verdict(
    installed: Path, stack: Path, gh: dict[str, str], step: str
) -> None:
    environment = {**github(installed, stack), **gh}
    run(action_step("Judge"), stack, environment)
    Path(gh["FAKE_GH"]).write_text(json.dumps({**kept(gh), "readonly": True}), encoding="utf-8")
    done = run(action_step(step), stack, environment)
    assert done.status == 0
    assert "::warning title=terrafirm::" in done.out


def gitlab(installed: Path, **variables: str) -> dict[str, str]:
    template = document("ci/gitlab.yml")
    chosen = {**template["variables"], "TERRAFIRM_PATH": "infra dir", **variables}
    return {**chosen, "PATH": f"{installed}/terrafirm/bin:{os.environ['PATH']}"}


@pytest.mark.parametrize("shell", [("bash", "-euo", "pipefail"), ("sh", "-eu")])
def test_the_gitlab_job_leaves_the_reports_that_it_announces(
    installed: Path, stack: Path, shell: tuple[str, ...]
) -> None:
    job = document("ci/gitlab.yml")["terrafirm"]
    (script,) = job["script"]
    assert run(script, stack, gitlab(installed), shell).status == 1
    reports = job["artifacts"]["reports"]
    quality = json.loads((stack / reports["codequality"]).read_text(encoding="utf-8"))
    assert any(item["location"]["path"] == "infra dir/modules/notebook/main.tf" for item in quality)
    assert json.loads((stack / reports["sast"]).read_text(encoding="utf-8"))["vulnerabilities"]
    assert ET.parse(stack / reports["junit"]).getroot().tag == "testsuites"
    assert all((stack / path).is_file() for path in job["artifacts"]["paths"])
    assert run(script, stack, gitlab(installed, TERRAFIRM_FAIL_ON="none"), shell).status == 0


def test_the_gitlab_job_takes_a_plan(installed: Path, stack: Path, plan: Path) -> None:
    (script,) = document("ci/gitlab.yml")["terrafirm"]["script"]
    done = run(script, stack, gitlab(installed, TERRAFIRM_PLAN=plan.name))
    assert done.status == 1
    assert "aws_ecr_repository.new" in done.out


def azure(installed: Path, stack: Path, **variables: str) -> dict[str, str]:
    return {
        "AGENT_TEMPDIRECTORY": str(installed), "AGENT_BUILDDIRECTORY": str(stack.parent), "TARGET": "infra dir",
        "PLAN": "", "FAIL_ON": "high", "BASELINE": "", **variables,
    }  # fmt: skip


def test_the_azure_steps_leave_tests_and_a_summary(installed: Path, stack: Path) -> None:
    done = run(azure_step("Judge"), stack, azure(installed, stack))
    assert done.status == 1
    reports = installed / "terrafirm-reports"
    assert f"##vso[task.uploadsummary]{reports}/terrafirm.md" in done.out
    for name in ("terrafirm.junit.xml", "terrafirm.sarif", "terrafirm.html", "terrafirm.json", "terrafirm.md"):
        assert (reports / name).stat().st_size > 0


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["TARGET", "PLAN", "FAIL_ON", "BASELINE"])
def test_no_parameter_of_the_azure_steps_is_executed(installed: Path, stack: Path, name: str, value: str) -> None:
    done = run(azure_step("Judge"), stack, azure(installed, stack, **{name: value}))
    assert done.status == 2
    assert not list(stack.parent.rglob("pwned"))
    assert all("${{" not in step.get("bash", "") for step in document("ci/azure-pipelines.yml")["steps"])


def test_atlantis_fails_a_plan_that_makes_things_worse_and_leaves_no_plan_behind(
    installed: Path, stack: Path, plan: Path
) -> None:
    steps = document("ci/atlantis.yaml")["workflows"]["terrafirm"]["plan"]["steps"]
    command = next(step["run"]["command"] for step in steps if isinstance(step, dict))
    # the plan was made by the terraform of the tests: what Atlantis' terraform would print is given in its place
    terraform = installed / "terrafirm/bin/terraform"
    terraform.write_text('#!/bin/sh\n[ "$1 $2" = "show -json" ] && exec cat "$3"\n', encoding="utf-8")
    terraform.chmod(0o755)
    shown = stack / "infra dir" / "default.json"
    environment = {
        "PATH": f"{installed}/terrafirm/bin:{os.environ['PATH']}", "PLANFILE": str(plan), "SHOWFILE": str(shown)
    }  # fmt: skip
    done = run(command, stack / "infra dir", environment, ("sh",))
    assert done.status == 1
    assert "aws_ecr_repository.new" in done.out
    assert not shown.exists()
    assert run(command, stack / "infra dir", {**environment, "TERRAFIRM_FAIL_ON": "none"}, ("sh",)).status == 0


def test_the_pre_commit_hook_judges_the_repository(installed: Path, stack: Path) -> None:
    (hook,) = document(".pre-commit-hooks.yaml")
    name, *arguments = shlex.split(hook["entry"])
    done = run(shlex.join([str(installed / "terrafirm/bin" / name), *arguments]), stack, {})
    assert done.status == 1
    assert "aws-sagemaker-notebook-root-access" in done.out


def test_the_image_holds_all_that_a_run_needs(installed: Path, stack: Path, tmp_path: Path) -> None:
    """What the Containerfile copies, laid out the same way, is enough to scan and to write environments."""
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copies = [line.split()[1:] for line in lines if line.startswith("COPY ") and "--from" not in line]
    image = tmp_path / "image"
    for source, target in copies:
        place = image / target.removeprefix("/opt/terrafirm/")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, place)
    code = f"import sys; sys.path.insert(0, {str(image / 'src')!r}); from terrafirm.cli import main; import terrafirm; "
    code += f"assert terrafirm.__file__.startswith({str(image)!r}); sys.argv[0] = 'terrafirm'; main()"
    python = shlex.join([str(installed / "terrafirm/venv/bin/python"), "-I", "-c", code])
    done = run(f"{python} scan 'infra dir'", stack, {})
    assert done.status == 1, done.out
    assert "aws-sagemaker-notebook-root-access" in done.out
    new = run(f"{python} new data-lake lake --cloud aws --defaults", stack, {})
    assert new.status == 0, new.out
    assert any(line.startswith("USER ") and "root" not in line and line != "USER 0" for line in lines)
