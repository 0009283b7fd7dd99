"""Judge one plan with ``terrafirm gate`` in a process of its own, which can be stopped and cannot harm the service."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terrafirm.model.record import dataclass

#: Bytes of a report that are read; a report larger than this is a fault.
_MAX_REPORT = 256 * 1024 * 1024
#: Variables that a judge needs; the service's own (keys, tokens of the machine) stay with it.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "TZ")


class NotJudged(Exception):
    """The plan could not be judged; the message is for people and holds no value of the plan."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A gate's verdict and its JSON report."""

    passed: bool
    report: Mapping[str, Any]


async def judge(plan: Path, arguments: tuple[str, ...], seconds: float) -> Judged:
    """Judge the plan at ``plan``, alone in its directory. Raises :class:`NotJudged`.

    ``arguments`` are options of ``terrafirm gate``.
    """
    # settings of this directory's parents, such as the machine's temporary directory, must not count
    (plan.parent / "terrafirm.toml").touch()
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    command = [sys.executable, "-P", "-m", "terrafirm", "gate", plan.name, *arguments, "--format", "json"]
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=plan.parent,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_MAX_REPORT,
    )
    try:
        async with asyncio.timeout(seconds):
            out, err = await process.communicate()
    except TimeoutError as error:
        raise NotJudged(f"judging took longer than {seconds:g} seconds") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    status = process.returncode
    if status in (0, 1, 2) and out.startswith(b"{"):
        return Judged(status == 0, json.loads(out))
    if status == 2:
        lines = err.decode("utf-8", "replace").strip().splitlines()
        raise NotJudged(lines[-1].removeprefix("terrafirm: ")[:300] if lines else "the plan could not be read")
    raise NotJudged(f"the judge ended with status {status}")
