"""An organization's threshold is held against what a scan counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

Toy = Callable[..., list[str]]
Write = Callable[..., Path]

ENCLAVE = """
resource "aws_instance" "a" {
  instance_type = "m6i.xlarge"
  enclave_options {
    enabled = true
  }
}
"""
GPU = 'resource "aws_instance" "b" {\n  instance_type = "p4d.24xlarge"\n}\n'
OPEN = """
variable "on" {}
resource "aws_instance" "c" {
  instance_type = "p5.48xlarge"
  enclave_options {
    enabled = var.on
  }
}
"""
PLAIN = 'resource "aws_instance" "d" {\n  instance_type = "t3.small"\n}\n'


def settings(share: str) -> str:
    return f"[thresholds]\nconfidential-computing = {share}\n"


@pytest.mark.parametrize(
    ("share", "status", "word"),
    [("50", 0, "reached"), ("51", 1, "missed")],
)
def test_a_share_below_the_threshold_fails_the_scan(
    invoke: Invoke, toy: Toy, write: Write, share: str, status: int, word: str
) -> None:
    stack = write(main_tf=ENCLAVE + GPU + PLAIN)
    (stack / "terrafirm.toml").write_text(settings(share))
    done = invoke("scan", str(stack), *toy())
    assert done.status == status
    assert f"1 of 2 machines for AI protect data in use (50 %); the threshold of {share} % is {word}" in " ".join(
        done.out.split()
    )


def test_what_is_not_known_leaves_the_verdict_open(invoke: Invoke, toy: Toy, write: Write) -> None:
    stack = write(main_tf=ENCLAVE + OPEN)
    (stack / "terrafirm.toml").write_text(settings("80"))
    assert invoke("scan", str(stack), *toy(), "--no-cache").status == 0
    assert invoke("scan", str(stack), *toy(), "--fail-on", "unknown").status == 1
    (measure,) = json.loads(invoke("scan", str(stack), *toy(), "--format", "json").out)["measures"]
    assert (measure["met"], measure["missed"], measure["unknown"], measure["verdict"]) == (1, 0, 1, "unknown")


def test_without_a_threshold_it_is_counted_only(invoke: Invoke, toy: Toy, write: Write) -> None:
    done = invoke("scan", str(write(main_tf=GPU)), *toy(), "--format", "json")
    assert done.status == 0
    assert json.loads(done.out)["measures"][0]["missed"] == 1


def test_several_processes_count_together(invoke: Invoke, toy: Toy, write: Write) -> None:
    stack = write(one__main_tf=ENCLAVE, two__main_tf=GPU)
    done = invoke("scan", str(stack), *toy(), "--format", "json", "--jobs", "2")
    (measure,) = json.loads(done.out)["measures"]
    assert (measure["met"], measure["missed"]) == (1, 1)


@pytest.mark.parametrize("text", [settings("101"), settings('"half"'), "[thresholds]\nspeed = 3\n"])
def test_a_wrong_threshold_is_refused(invoke: Invoke, toy: Toy, write: Write, text: str) -> None:
    stack = write(main_tf=GPU)
    (stack / "terrafirm.toml").write_text(text)
    done = invoke("scan", str(stack), *toy())
    assert done.status == 2
    assert "thresholds" in done.err
