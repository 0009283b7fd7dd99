"""What is no plan, no settings and no values ends in a message and exit status 2, whatever it is instead."""

from __future__ import annotations

import os
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.bounded import terrafirm

MEGABYTE = 1024 * 1024
MEMORY = 500 * MEGABYTE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one root module, and a named pipe that nobody writes to."""
    made = tmp_path / "repository"
    (made / ".git").mkdir(parents=True)
    (made / "main.tf").write_text('resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n', "utf-8")
    os.mkfifo(tmp_path / "pipe")
    return made


def refused(root: Path, *arguments: str, given: int = subprocess.DEVNULL) -> str:
    """The message that a command ends with."""
    done = terrafirm(*arguments, cache=root.parent / "cache", directory=root, memory=MEMORY, given=given)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    return done.stderr


def zipped(path: Path, unpacked: int) -> Path:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("tfplan", "w", force_zip64=True) as file,
    ):
        for _ in range(unpacked // MEGABYTE):
            file.write(bytes(MEGABYTE))
    return path


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is written that `terraform` was started."""
    programs, trace = tmp_path / "bin", tmp_path / "started"
    programs.mkdir()
    program = programs / "terraform"
    program.write_text(f"#!/bin/sh\necho started >> '{trace}'\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return trace


def test_a_plan_that_would_unpack_to_gigabytes_starts_no_program(root: Path, started: Path) -> None:
    bomb = zipped(root / "tfplan", 1024 * MEGABYTE)
    assert bomb.stat().st_size < 2 * MEGABYTE
    for command in ("scan", "gate", "show"):
        said = refused(root, command, "tfplan")
        assert "tfplan: would be 1,073,741,824 bytes when unpacked" in said
    assert not started.exists()


def test_a_small_plan_is_given_to_terraform(root: Path, started: Path) -> None:
    zipped(root / "tfplan", MEGABYTE)
    assert "`terraform show -json` failed" in refused(root, "scan", "tfplan")
    assert started.exists()


def test_files_that_share_their_bytes_in_a_zip_file_count_each(root: Path, started: Path) -> None:
    path = zipped(root / "tfplan", 32 * MEGABYTE)
    data = path.read_bytes()
    begin, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    entry, record = data[begin:end], bytearray(data[end:])
    struct.pack_into("<2HL", record, 8, 40, 40, 40 * len(entry))
    path.write_bytes(data[:begin] + entry * 40 + record)
    assert "would be 1,342,177,280 bytes when unpacked" in refused(root, "scan", "tfplan")
    assert not started.exists()


def test_a_zip_file_that_readers_may_see_differently_is_refused(root: Path, started: Path) -> None:
    path = zipped(root / "tfplan", MEGABYTE)
    path.write_bytes(b"PK\x03\x04 before it" + path.read_bytes())
    assert "its directory is not where it should be" in refused(root, "scan", "tfplan")
    assert not started.exists()


def test_a_zip_file_with_a_huge_directory_is_refused(root: Path, started: Path) -> None:
    path = root / "tfplan"
    with zipfile.ZipFile(path, "w") as archive:
        for at in range(50_000):
            archive.writestr(f"tfconfig/m-/{at:060}.tf", b"")
    assert "the directory of this zip file is larger" in refused(root, "scan", "tfplan")
    assert not started.exists()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_directory(path: Path) -> None:
    path.mkdir()


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def a_link_out_of_the_repository(path: Path) -> None:
    elsewhere = path.parent.parent / "elsewhere.toml"
    elsewhere.write_text('fail-on = "none"\n[tool.terrafirm]\n', "utf-8")
    path.symlink_to(elsewhere)


def fifty_megabytes(path: Path) -> None:
    path.write_text("#" + "x" * 50 * MEGABYTE, "utf-8")


def brackets(path: Path) -> None:
    path.write_text("select = " + "[" * 100_000, "utf-8")


def no_text(path: Path) -> None:
    path.write_bytes("select = []".encode("utf-16"))


KINDS = [
    (a_pipe, "not a regular file"),
    (a_device, "not a regular file"),
    (a_directory, "not a regular file"),
    (a_link_to_nothing, "a link to what does not exist"),
    (a_link_out_of_the_repository, "is a link that leads out of"),
    (fifty_megabytes, "larger than 1048576 bytes"),
    (brackets, "nested too deeply"),
    (no_text, "can't decode"),
]


@pytest.mark.parametrize("name", ["terrafirm.toml", "pyproject.toml"])
@pytest.mark.parametrize(("make", "why"), KINDS, ids=[make.__name__ for make, _ in KINDS])
def test_settings_that_cannot_be_read_are_not_passed_over(
    root: Path, make: Callable[[Path], None], why: str, name: str
) -> None:
    make(root / name)
    said = refused(root, "scan", ".")
    assert f"{name}: " in said
    assert why in said


def test_settings_may_be_a_link_within_the_repository(root: Path) -> None:
    (root / "shared.toml").write_text('select = ["aws-sqs-*"]\n', "utf-8")
    inner = root / "infrastructure"
    inner.mkdir()
    (root / "main.tf").rename(inner / "main.tf")
    (inner / "terrafirm.toml").symlink_to("../shared.toml")
    done = terrafirm("scan", "infrastructure", cache=root.parent / "cache", directory=root)
    assert done.returncode == 0, done.stderr


WRONG = {
    "select": "5",
    "ignore": '["a", 1]',
    "rules": '["\\u0000"]',
    "severity-threshold": "[1]",
    "fail-on": "{a = 1}",
    "format": "2020-01-01",
    "all-verdicts": '"yes"',
    "allow-not-evaluated": "1",
    "severities": "{a = 1}",
    "owners": '["security"]',
    "thresholds": "{encryption = nan}",
}


@pytest.mark.parametrize("key", WRONG)
def test_a_setting_of_the_wrong_type_is_named(root: Path, key: str) -> None:
    (root / "terrafirm.toml").write_text(f"{key} = {WRONG[key]}\n", "utf-8")
    assert f"terrafirm.toml: {key}" in refused(root, "scan", ".").replace("_", "-")


def test_settings_of_another_tool_are_none_of_ours(root: Path) -> None:
    (root / "pyproject.toml").write_text("tool = 5\n", "utf-8")
    done = terrafirm("scan", ".", cache=root.parent / "cache", directory=root)
    assert done.returncode == 0, done.stderr
    (root / "pyproject.toml").write_text("tool.terrafirm = 5\n", "utf-8")
    assert "tool.terrafirm must be a table" in refused(root, "scan", ".")


@pytest.mark.parametrize("option", ["--var-file", "--config", "--baseline"])
@pytest.mark.parametrize("place", ["/dev/zero", "/dev/stdin", "../pipe", ".", "nowhere"])
def test_files_given_by_name_are_regular_files(root: Path, option: str, place: str) -> None:
    assert place in refused(root, "scan", ".", f"{option}={place}")


def test_a_baseline_nested_without_end_is_none(root: Path) -> None:
    (root / "baseline.json").write_text("[" * 200_000, "utf-8")
    assert "is no baseline" in refused(root, "scan", ".", "--baseline=baseline.json")


@pytest.mark.parametrize("command", ["scan", "show", "gate"])
@pytest.mark.parametrize("place", ["/dev/zero", "/dev/null", "../pipe", "/proc/self/mem"])
def test_a_target_that_is_no_file_is_not_waited_for(root: Path, command: str, place: str) -> None:
    assert f"{place}: " in refused(root, command, place)


def test_no_name_is_not_the_current_directory(root: Path) -> None:
    assert '"" does not exist' in refused(root, "scan", "")


def test_standard_input_without_end_is_left_alone(root: Path) -> None:
    with Path("/dev/zero").open("rb") as zero:
        assert "looks like a binary file" in refused(root, "scan", "-", given=zero.fileno())


def test_the_code_of_a_plan_is_in_a_directory(root: Path) -> None:
    plan = '{"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": []}'
    (root / "plan.json").write_text(plan, "utf-8")
    assert "--code /dev/zero: there is no such directory" in refused(root, "gate", "plan.json", "--code=/dev/zero")
