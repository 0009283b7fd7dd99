"""Take the shell snippets out of the pipeline files, and run them as those systems do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    status: int
    out: str


def document(name: str) -> Any:
    """A YAML file of the project."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def action_step(name: str) -> str:
    """The script of a step of the GitHub action."""
    return str(next(step["run"] for step in document("action.yml")["runs"]["steps"] if step["name"] == name))


def azure_step(name: str) -> str:
    """The script of a step of the Azure template."""
    steps = document("ci/azure-pipelines.yml")["steps"]
    return str(next(step["bash"] for step in steps if step.get("displayName") == name))


def run(script: str, directory: Path, environment: Mapping[str, str], shell: tuple[str, ...] = ()) -> Ran:
    """Run a script in ``directory`` with nothing of our own environment but what finds programs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [*(shell or ("bash", "--noprofile", "--norc", "-euo", "pipefail")), "-c", script]
    done = subprocess.run(
        command,
        cwd=directory,
        env={**kept, "XDG_CACHE_HOME": str(directory.parent / "cache"), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout + done.stderr)
