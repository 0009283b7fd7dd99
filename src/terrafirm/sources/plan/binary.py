"""Read binary plans by the tool that wrote them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from terrafirm.model.errors import InputError
from terrafirm.sources.plan.archive import names_in

#: Seconds that `terraform show` may take.
TIMEOUT = 60
#: Bytes of JSON that it may write.
MAX_JSON = 256 * 1024 * 1024
#: Bytes of its messages that are looked at.
_MAX_SAID = 4096


def as_json(path: Path, shown: str) -> bytes:
    """The JSON form of a binary plan, by `terraform show -json` (or tofu) in the plan's own directory.

    The plan has to lie in the initialised directory that it was made for, as Terraform asks the providers installed
    there for their schemas. That starts those programs: only a plan that the user names may be given here, never one
    found while walking a tree.
    Raises :class:`InputError` where the plan would be too large when unpacked, before any program is started, and, with
    the command to run by hand, where there is no Terraform or it refuses.
    """
    names_in(path, shown)
    by_hand = f"run `terraform show -json {path.name} > plan.json` in the directory of the plan and give plan.json"
    program = shutil.which("terraform") or shutil.which("tofu")
    if program is None:
        raise InputError(f"{shown}: a binary plan, and neither terraform nor tofu is installed here: {by_hand}")
    name = Path(program).name
    path = path.absolute()
    try:
        status, found, said = _run([program, "show", "-json", "-no-color", str(path)], path.parent)
    except TimeoutError as error:
        raise InputError(f"{shown}: `{name} show` took more than {TIMEOUT} s: {by_hand}") from error
    except OSError as error:
        raise InputError(f"{shown}: {program} cannot be started ({error.strerror or error}): {by_hand}") from error
    if len(found) > MAX_JSON:
        raise InputError(f"{shown}: `{name} show -json` writes more than {MAX_JSON:,} bytes: {by_hand}")
    if status != 0:
        raise InputError(f"{shown}: `{name} show -json` failed: {' '.join(said.split())[:400]}: {by_hand}")
    return found


def _run(command: list[str], directory: Path) -> tuple[int, bytes, str]:
    """The exit status, at most one byte more than :data:`MAX_JSON` of output, and how the error output begins.

    Raises :class:`TimeoutError`, and :class:`OSError` where the program cannot be started.
    """
    late = threading.Event()
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0", "TF_IN_AUTOMATION": "1"}
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        ) as child,
    ):

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(TIMEOUT, stop)
        timer.start()
        try:
            found = child.stdout.read(MAX_JSON + 1) if child.stdout is not None else b""
            if len(found) > MAX_JSON:
                child.kill()
            status = child.wait()
        finally:
            timer.cancel()
            child.kill()
        if late.is_set():
            raise TimeoutError
        errors.seek(0)
        return status, found, errors.read(_MAX_SAID).decode("utf-8", "replace")
