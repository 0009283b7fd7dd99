"""terrafirm in a process of its own, with bounded memory and time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
MEMORY = 1_500 * 1024 * 1024  # of address space; resident memory stays far below
SECONDS = 60

#: The limit is set in the new process: code between fork and exec would meet the threads of the gRPC servers that
#: other tests run.
BOUNDED = """
import resource, runpy
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
runpy.run_module("terrafirm", run_name="__main__", alter_sys=True)
"""


def terrafirm(
    *arguments: str,
    cache: Path,
    directory: Path | None = None,
    memory: int = MEMORY,
    given: int = subprocess.DEVNULL,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command line; ``given`` is the file that standard input comes from, ``memory`` in bytes."""
    own = {**os.environ, "PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(cache), **(environment or {})}
    command = [sys.executable, "-c", BOUNDED.format(memory=memory), *arguments]
    return subprocess.run(
        command, cwd=directory, env=own, stdin=given, capture_output=True, text=True, timeout=SECONDS, check=False
    )
