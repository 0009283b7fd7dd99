"""A repeated scan prints what it printed before, and only while all that it looked at is as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from terrafirm.app.outcome import recall
from tests.cli.conftest import Done, Invoke

Toy = Callable[..., list[str]]
Write = Callable[..., Path]

BAD = 'resource "aws_sqs_queue" "q" {\n  name = "bad"\n}\n'


@pytest.fixture
def stack(write: Write, tmp_path: Path) -> Path:
    """A root module that calls a module beside it and reads a file."""
    write("shared", main_tf='variable "n" {}\nresource "aws_sqs_queue" "q" {\n  name = var.n\n}\n')
    call = 'module "a" {\n  source = "../shared"\n  n = "bad"\n}\n'
    name = 'locals {\n  name = file("${path.module}/name.txt")\n}\n'
    queue = 'resource "aws_sqs_queue" "own" {\n  name = local.name\n}\n'
    place = write("stack", main_tf=call + name + queue)
    (place / "name.txt").write_text("bad")
    return place


@pytest.fixture
def scan(stack: Path, invoke: Invoke, toy: Toy) -> Callable[..., Done]:
    return lambda *more: invoke("scan", str(stack), *toy(), "--format", "json", *more)


def again() -> tuple[str, int] | None:
    """What the command that just ran would print if it were given again now."""
    return recall(sys.argv[1:])


def test_an_unchanged_tree_gives_the_same_again(scan: Callable[..., Done]) -> None:
    done = scan()
    assert again() == (done.out, 1)
    assert done.out.count('"rule"') == 2


def change_the_code(stack: Path) -> None:
    (stack / "main.tf").write_text(BAD)


def add_a_file(stack: Path) -> None:
    (stack / "more.tf").write_text(BAD.replace('"q"', '"r"'))


def add_values(stack: Path) -> None:
    (stack / "x.auto.tfvars").write_text("n = 1\n")


def change_a_module_outside_of_the_tree(stack: Path) -> None:
    (stack.parent / "shared" / "main.tf").write_text('variable "n" {}\n')


def change_a_file_that_is_read(stack: Path) -> None:
    (stack / "name.txt").write_text("good")


def add_settings(stack: Path) -> None:
    (stack / "terrafirm.toml").write_text('fail-on = "none"\n')


def change_a_rule(stack: Path) -> None:
    rule = stack.parent / "pack" / "toy" / "queue" / "name.yaml"
    rule.write_text(rule.read_text().replace("high", "low"))


def add_a_rule(stack: Path) -> None:
    rule = stack.parent / "pack" / "toy" / "queue" / "name.yaml"
    (rule.parent / "other.yaml").write_text(rule.read_text().replace("toy-queue-name", "toy-queue-other"))


def lead_a_link_elsewhere(stack: Path) -> None:
    (stack / "link").unlink()
    (stack / "link").symlink_to("other.txt")


def change_a_module_behind_a_link(stack: Path) -> None:
    (stack / ".terraform" / "inner" / "main.tf").write_text("locals {\n  a = 2\n}\n")


def end_the_search_for_settings(stack: Path) -> None:
    (stack / ".git").mkdir()


def shrink_a_file_that_was_too_large(stack: Path) -> None:
    (stack / "large.txt").write_text("small")


@pytest.fixture
def linked(stack: Path) -> Path:
    """The same root module, which also reaches a file and a module through links, and asks for a large file."""
    (stack / "other.txt").write_text("other")
    (stack / "link").symlink_to("name.txt")
    (stack / "large.txt").write_bytes(b" " * 9_000_000)
    inner = stack / ".terraform" / "inner"
    inner.mkdir(parents=True)
    (inner / "main.tf").write_text("locals {\n  a = 1\n}\n")
    (stack / "inner").symlink_to(".terraform/inner")
    queue = 'resource "aws_sqs_queue" "linked" {\n  name = file("${path.module}/%s")\n}\n'
    large = (queue % "large.txt").replace('"linked"', '"large"')
    (stack / "links.tf").write_text('module "inner" {\n  source = "./inner"\n}\n' + queue % "link" + large)
    return stack


@pytest.mark.parametrize(
    "change",
    [
        lead_a_link_elsewhere,
        change_a_module_behind_a_link,
        end_the_search_for_settings,
        shrink_a_file_that_was_too_large,
    ],
)
def test_what_it_reached_in_a_roundabout_way_has_changed(
    scan: Callable[..., Done], linked: Path, change: Callable[[Path], None]
) -> None:
    scan()
    assert again() is not None
    change(linked)
    assert again() is None


@pytest.mark.parametrize(
    "change",
    [
        change_the_code,
        add_a_file,
        add_values,
        change_a_module_outside_of_the_tree,
        change_a_file_that_is_read,
        add_settings,
        change_a_rule,
        add_a_rule,
    ],
)
def test_what_it_looked_at_has_changed(scan: Callable[..., Done], stack: Path, change: Callable[[Path], None]) -> None:
    scan()
    change(stack)
    assert again() is None


def test_other_inputs_are_another_scan(scan: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    scan()
    monkeypatch.setenv("TF_VAR_name", "other")
    assert again() is None


def test_a_baseline_is_looked_at(scan: Callable[..., Done], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    scan("--write-baseline", str(baseline))
    assert again() is None
    scan("--baseline", str(baseline))
    assert again() is not None
    baseline.write_text(baseline.read_text() + "\n")
    assert again() is None


def test_what_writes_files_runs_each_time(scan: Callable[..., Done], tmp_path: Path) -> None:
    scan("--output", f"sarif={tmp_path / 'x.sarif'}")
    assert again() is None


def test_no_cache_runs_each_time(scan: Callable[..., Done]) -> None:
    scan("--no-cache")
    assert again() is None


def test_a_damaged_memory_is_no_memory(scan: Callable[..., Done], tmp_path: Path) -> None:
    scan()
    (kept,) = (tmp_path / "cache" / "terrafirm").glob("outcome-*")
    kept.write_text("1\ncontent")
    assert again() is None


def test_the_command_prints_it_with_its_exit_status(stack: Path, toy: Toy, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "terrafirm", "scan", str(stack), *toy()]
    runs = [subprocess.run(command, capture_output=True, env=environment, check=False) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].returncode == runs[1].returncode == 1
