"""An update brings the template's changes in and keeps what people made of a repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from terrafirm.app.new import rendered
from terrafirm.app.update import apply, planned
from terrafirm.generate.answers import ANSWERS_FILE, checked
from terrafirm.generate.manifest import MANIFEST_FILE, manifest_text, read_manifest
from terrafirm.generate.updating import Step
from terrafirm.model.errors import InputError, TerrafirmError, UsageError
from tests.generate.repositories import CLOUDS, default_rendering, put

CLOUD = CLOUDS[0]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository as `terrafirm new` leaves it."""
    return put(tmp_path / "repository", default_rendering("training", CLOUD))


def texts(directory: Path) -> dict[str, str]:
    return {
        path.relative_to(directory).as_posix(): path.read_text(encoding="utf-8")
        for path in directory.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(directory).parts
    }


def edit(directory: Path, path: str, old: str, new: str) -> None:
    place = directory / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def by_path(steps: tuple[Step, ...]) -> dict[str, Step]:
    return {step.path: step for step in steps}


def as_if_older(directory: Path, path: str, old: str, new: str) -> None:
    """The repository as a release left it whose template had other words in a file."""
    edit(directory, path, old, new)
    files = {name: text for name, text in texts(directory).items() if name != MANIFEST_FILE}
    (directory / MANIFEST_FILE).write_text(manifest_text(files), encoding="utf-8")


def test_nothing_changes_where_nothing_changed(repository: Path) -> None:
    assert planned(repository, {}).steps == ()


def test_an_update_makes_what_new_would_have_made(repository: Path) -> None:
    given = {"retention_days": "731", "environments": "dev,prod", "ci": "github"}
    apply(planned(repository, given))
    assert texts(repository) == rendered(checked("training", CLOUD, given))
    assert not (repository / "environments/test").exists()
    assert planned(repository, {}).steps == ()


def test_what_a_person_changed_stays(repository: Path) -> None:
    edit(repository, "docs/rollback.md", "# Rollback\n", "# Rollback of the laboratory\n")
    (repository / "environments/dev/extra.tf").write_text("# ours\n", encoding="utf-8")
    assert planned(repository, {}).steps == ()
    apply(planned(repository, {"retention_days": "731"}))
    after = texts(repository)
    assert after["docs/rollback.md"].startswith("# Rollback of the laboratory\n")
    assert after["environments/dev/extra.tf"] == "# ours\n"


def test_changes_of_both_come_together(repository: Path) -> None:
    edit(repository, "docs/decommissioning.md", "# Decommissioning\n", "# Decommissioning of the laboratory\n")
    update = planned(repository, {"retention_days": "731"})
    step = by_path(update.steps)["docs/decommissioning.md"]
    assert step.action == "merge"
    assert step.after is not None
    assert step.after.startswith("# Decommissioning of the laboratory\n")
    assert "731 days" in step.after
    apply(update)
    assert planned(repository, {}).steps == ()


def test_changes_of_the_same_line_are_marked(repository: Path) -> None:
    edit(repository, "docs/decommissioning.md", "logs 400 days", "logs 500 days")
    update = planned(repository, {"retention_days": "731"})
    step = by_path(update.steps)["docs/decommissioning.md"]
    assert (step.action, step.conflicts) == ("conflict", 1)
    assert step.after is not None
    for words in ("<<<<<<< yours\n", "logs 500 days", "logs 400 days", "logs 731 days", ">>>>>>> terrafirm "):
        assert words in step.after


def test_planning_writes_nothing(repository: Path) -> None:
    edit(repository, "docs/decommissioning.md", "logs 400 days", "logs 500 days")
    before = texts(repository)
    planned(repository, {"retention_days": "731", "environments": "prod"})
    assert texts(repository) == before


def test_a_deleted_file_stays_deleted(repository: Path) -> None:
    (repository / "docs/decommissioning.md").unlink()
    update = planned(repository, {"retention_days": "731"})
    assert by_path(update.steps)["docs/decommissioning.md"].action == "keep"
    apply(update)
    assert not (repository / "docs/decommissioning.md").exists()
    assert planned(repository, {}).steps == ()


def test_a_changed_file_that_is_no_longer_written_stays(repository: Path) -> None:
    edit(repository, "environments/test/terraform.tfvars", "environment", "# ours\nenvironment")
    update = planned(repository, {"environments": "dev,prod"})
    steps = by_path(update.steps)
    assert steps["environments/test/terraform.tfvars"].action == "keep"
    assert steps["environments/test/main.tf"].action == "remove"
    apply(update)
    assert [path.name for path in (repository / "environments/test").iterdir()] == ["terraform.tfvars"]


def test_a_newer_blueprint_comes_in_where_nobody_changed_the_file(repository: Path) -> None:
    as_if_older(repository, "docs/rollback.md", "# Rollback\n", "# Going back\n")
    update = planned(repository, {})
    assert by_path(update.steps)["docs/rollback.md"].action == "change"
    apply(update)
    assert texts(repository) == default_rendering("training", CLOUD)


def test_a_newer_blueprint_and_a_person_meet_by_way_of_git(repository: Path) -> None:
    as_if_older(repository, "docs/rollback.md", "# Rollback\n", "# Going back\n")
    commit(repository)
    edit(repository, "docs/rollback.md", "Afterwards", "When it is done")
    step = by_path(planned(repository, {}).steps)["docs/rollback.md"]
    assert step.action == "merge"
    assert step.after is not None
    assert step.after.startswith("# Rollback\n")
    assert "When it is done" in step.after


def test_without_the_former_text_every_difference_is_marked(repository: Path) -> None:
    as_if_older(repository, "docs/rollback.md", "# Rollback\n", "# Going back\n")
    edit(repository, "docs/rollback.md", "Afterwards", "When it is done")
    step = by_path(planned(repository, {}).steps)["docs/rollback.md"]
    assert (step.action, step.conflicts) == ("conflict", 2)


def commit(directory: Path) -> None:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "as written"]):
        subprocess.run(["git", *settings, *command], cwd=directory, check=True, capture_output=True)


def test_a_file_that_is_in_the_way_of_a_new_one_is_marked_and_not_lost(repository: Path) -> None:
    manifest = read_manifest(repository)
    del manifest["docs/rollback.md"]
    lines = [f"{digest}  {path}\n" for path, digest in manifest.items()]
    (repository / MANIFEST_FILE).write_text("".join(lines), encoding="utf-8")
    (repository / "docs/rollback.md").write_text("ours\n", encoding="utf-8")
    step = by_path(planned(repository, {}).steps)["docs/rollback.md"]
    assert step.action == "conflict"
    assert step.after is not None
    assert "ours\n" in step.after


def test_a_link_is_not_written_through(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("theirs\n", encoding="utf-8")
    (repository / "docs/rollback.md").unlink()
    (repository / "docs/rollback.md").symlink_to(outside)
    with pytest.raises(UsageError, match="is not a regular file"):
        planned(repository, {"retention_days": "731"})
    assert outside.read_text(encoding="utf-8") == "theirs\n"


@pytest.mark.parametrize("path", ["../outside.md", "/etc/passwd", "docs/../../outside.md"])
def test_a_manifest_that_leads_out_is_refused(repository: Path, path: str) -> None:
    with (repository / MANIFEST_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  {path}\n")
    with pytest.raises(InputError, match="below the repository"):
        planned(repository, {})


@pytest.mark.parametrize("name", [ANSWERS_FILE, MANIFEST_FILE])
def test_a_directory_that_was_not_written_by_new_is_refused(repository: Path, name: str) -> None:
    (repository / name).unlink()
    with pytest.raises(TerrafirmError, match=name):
        planned(repository, {})


def test_a_refused_answer_changes_nothing(repository: Path) -> None:
    before = texts(repository)
    with pytest.raises(UsageError, match="is refused"):
        planned(repository, {"owner": "${x}"})
    assert texts(repository) == before
