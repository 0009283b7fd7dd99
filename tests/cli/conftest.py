"""Run commands in process, with the toy pack of these tests beside the shipped one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from terrafirm.cli import command


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


Invoke = Callable[..., Done]

TOY_RULE = """\
id: toy-queue-name
title: Queue has a name that is not good
severity: {severity}
category: hardening
controls: {{csa-ai: ["2.2.3"]}}
equivalents: {{checkov: [CKV_TOY_1], trivy: [TOY-0001]}}
why: Bad names confuse people.
fix: Set name to "good".
refs: ["https://example.com/names"]
select: aws_sqs_queue
require:
  name: {{equals: good, absent: fail}}
cases:
  pass: {{good: 'name = "good"'}}
  fail: {{bad: 'name = "bad"', left out: ""}}
  unknown: {{variable: name = var.x}}
"""


@pytest.fixture
def toy(tmp_path: Path) -> Callable[[str], list[str]]:
    """Options that select only the toy rule, of the severity asked for."""

    def options(severity: str = "high") -> list[str]:
        place = tmp_path / "pack" / "toy" / "queue"
        place.mkdir(parents=True, exist_ok=True)
        (place / "name.yaml").write_text(TOY_RULE.format(severity=severity), encoding="utf-8")
        return ["--rules", str(tmp_path / "pack"), "--select", "toy-*"]

    return options


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Invoke:
    """Run `terrafirm ARGUMENTS` with a cache of its own; the exit status and what was printed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TF_WORKSPACE", raising=False)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["terrafirm", *arguments])
        status = command.run()
        captured = capsys.readouterr()
        return Done(status, captured.out, captured.err)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files (name=text) into a directory and return it."""

    def files(name: str = "stack", **texts: str) -> Path:
        directory = tmp_path / name
        for file, text in texts.items():
            path = directory / file.replace("__", "/").replace("_tf", ".tf")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return directory

    return files
