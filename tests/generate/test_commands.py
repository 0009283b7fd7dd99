"""`terrafirm new`, `update`, `blueprints` and `modules`, as a person or a script runs them."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import terrafirm
from terrafirm.cli import command
from tests.generate.repositories import CLOUDS, MADE

CLOUD = CLOUDS[0]


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `terrafirm ARGUMENTS` in an empty directory, with no terminal."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["terrafirm", *arguments])
        status = command.run()
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return invoke


def test_new_writes_shows_and_judges(run: Run) -> None:
    done = run("new", "training", "lab", "--cloud", CLOUD, "--defaults", "--project", "lab")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "lab/"
    assert "├── README.md" in lines
    assert "0 findings" in lines
    assert "project" in Path("lab/environments/prod/terraform.tfvars").read_text(encoding="utf-8")


def test_new_prints_a_report_that_a_script_can_read(run: Run) -> None:
    done = run("new", "notebook-lab", "lab", "--cloud", CLOUD, "--defaults", "--format", "json")
    report = json.loads(done.out)
    assert report["schema"] == "terrafirm.report/1"
    assert report["summary"]["verdicts"]["fail"] == 0
    assert "wrote " in done.err


def test_new_ends_with_the_status_of_the_scan(run: Run) -> None:
    assert run("new", "training", "lab", "--cloud", CLOUD, "--defaults").status == 0
    Path("lab/environments/dev/open.tf").write_text(
        'resource "aws_security_group_rule" "open" {\n  type = "ingress"\n  from_port = 22\n  to_port = 22\n'
        '  protocol = "tcp"\n  cidr_blocks = ["0.0.0.0/0"]\n  security_group_id = "sg-1"\n}\n',
        encoding="utf-8",
    )
    done = run("new", "training", "lab", "--cloud", CLOUD, "--defaults", "--force")
    assert done.status == 1
    assert "aws_security_group_rule.open" in done.out


def test_new_overwrites_nothing_unasked(run: Run) -> None:
    Path("lab").mkdir()
    Path("lab/README.md").write_text("mine\n", encoding="utf-8")
    done = run("new", "training", "lab", "--cloud", CLOUD, "--defaults")
    assert done.status == 2
    assert "README.md would be overwritten" in done.err
    assert [path.name for path in Path("lab").iterdir()] == ["README.md"]
    assert Path("lab/README.md").read_text(encoding="utf-8") == "mine\n"
    assert run("new", "training", "lab", "--cloud", CLOUD, "--defaults", "--force").status == 0


def test_options_win_over_the_file_of_answers(run: Run) -> None:
    Path("answers.yaml").write_text("project: fromfile\nowner: file-team\n", encoding="utf-8")
    arguments = ["--cloud", CLOUD, "--answers", "answers.yaml", "--project", "fromflag", "--defaults"]
    assert run("new", "training", "lab", *arguments).status == 0
    saved = Path("lab/.terrafirm-answers.yaml").read_text(encoding="utf-8")
    assert 'project: "fromflag"' in saved
    assert 'owner: "file-team"' in saved


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["rocket", "lab", "--cloud", CLOUD, "--defaults"], "there is no blueprint 'rocket'"),
        (["training", "lab", "--defaults"], "--cloud is missing"),
        (["training", "lab", "--cloud", CLOUD], "there is no terminal to ask on"),
        (["training", "lab", "--cloud", CLOUD, "--project", "${x}"], 'project: "${x}" is refused'),
        (["training", "lab", "--cloud", CLOUD, "--answers", "none.yaml", "--defaults"], "none.yaml: cannot be read"),
    ],
)
def test_what_is_missing_or_wrong_is_told(run: Run, arguments: list[str], reason: str) -> None:
    done = run("new", *arguments)
    assert done.status == 2
    assert reason in done.err
    assert not Path("lab").exists()


def test_update_shows_and_writes_only_with_leave(run: Run) -> None:
    run("new", "training", "lab", "--cloud", CLOUD, "--defaults")
    before = Path("lab/docs/decommissioning.md").read_text(encoding="utf-8")
    shown = run("update", "lab", "--retention-days", "731")
    assert shown.status == 0
    assert "nothing was written" in shown.err
    assert Path("lab/docs/decommissioning.md").read_text(encoding="utf-8") == before
    for words in ("docs/decommissioning.md: changed by answers", "-1. Name", "+1. Name", "731 days"):
        assert words in shown.out
    assert run("update", "lab", "--retention-days", "731", "--force").status == 0
    assert "731 days" in Path("lab/docs/decommissioning.md").read_text(encoding="utf-8")
    assert "lab is up to date" in run("update", "lab").out


def test_update_names_the_files_in_which_to_choose(run: Run) -> None:
    run("new", "training", "lab", "--cloud", CLOUD, "--defaults")
    page = Path("lab/docs/decommissioning.md")
    page.write_text(page.read_text(encoding="utf-8").replace("logs 400 days", "logs 500 days"), encoding="utf-8")
    assert run("update", "lab", "--retention-days", "731").status == 1
    done = run("update", "lab", "--retention-days", "731", "--force")
    assert done.status == 1
    assert done.err == "choose between the marked versions, then scan:\n  docs/decommissioning.md\n"
    assert "<<<<<<< yours" in page.read_text(encoding="utf-8")


def test_escape_codes_in_a_file_do_not_reach_the_terminal(run: Run) -> None:
    run("new", "training", "lab", "--cloud", CLOUD, "--defaults")
    page = Path("lab/docs/decommissioning.md")
    page.write_text("\x1b[2J" + page.read_text(encoding="utf-8"), encoding="utf-8")
    assert "\x1b" not in run("update", "lab", "--retention-days", "731").out


def test_blueprints_are_listed_and_shown(run: Run) -> None:
    listed = json.loads(run("blueprints", "list", "--format", "json").out)["blueprints"]
    assert [(item["name"], on) for item in listed for on in item["clouds"]] == MADE
    assert run("blueprints", "list").out.count("\n") == len(listed)
    shown = json.loads(run("blueprints", "show", "rag", "--format", "json").out)
    assert {"project", "environments"} <= {question["name"] for question in shown["questions"]}
    assert "--retention-days" in run("blueprints", "show", "rag").out
    assert run("blueprints", "show", "rocket").status == 2


def test_modules_are_listed_and_shown(run: Run) -> None:
    listed = json.loads(run("modules", "list", "--format", "json").out)["modules"]
    names = [item["name"] for item in listed]
    assert {"aws/keys", "aws/network", "azure/keys", "google/keys", "kubernetes/namespace"} <= set(names)
    keys = next(item for item in listed if item["name"] == "aws/keys")
    assert "aws_kms_key" in keys["resources"]
    assert "2.2.1" in keys["responsibilities"]
    assert keys["blueprints"] == [blueprint for blueprint, on in MADE if on == "aws"]
    assert all(item["summary"] and item["resources"] for item in listed)
    assert run("modules", "show", "aws/keys").out.startswith("# keys\n")
    assert run("modules", "show", "aws/nothing").status == 2
    assert run("modules", "show", "../aws/keys").status == 2


def test_a_person_is_asked_with_the_default_shown_and_asked_again(tmp_path: Path) -> None:
    """On a real terminal: a refused answer is explained, an empty one takes the default."""
    arguments = [sys.executable, "-m", "terrafirm", "new", "training", "lab", "--environments", "dev"]
    env = {**os.environ, "PYTHONPATH": str(Path(terrafirm.__file__).parents[1])}
    master, slave = pty.openpty()
    os.write(master, "\n".join([CLOUD, "Not A Name", "lab", *[""] * 30]).encode())
    with subprocess.Popen(arguments, cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave, env=env) as process:
        os.close(slave)
        seen = _all(master)
        assert process.wait(timeout=60) == 0, seen
    os.close(master)
    assert '"Not A Name" is refused: it must be 3 to 11 lower-case letters' in seen
    assert "Team that owns the resources (a tag) [ml-platform]" in seen
    assert "Environments, separated by commas" not in seen
    assert 'project: "lab"' in (tmp_path / "lab/.terrafirm-answers.yaml").read_text(encoding="utf-8")


def _all(terminal: int) -> str:
    """What a terminal shows until the last program on it has ended, or a minute has passed."""
    seen, limit = "", time.monotonic() + 60
    while time.monotonic() < limit:
        if select.select([terminal], [], [], 1)[0]:
            try:
                seen += os.read(terminal, 4096).decode(errors="replace")
            except OSError:  # nobody has it open any more
                break
    return seen
