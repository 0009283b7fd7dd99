"""Read binary plans by the tool that wrote them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from terrafirm.model.errors import InputError

#: Seconds that `terraform show` may take.
TIMEOUT = 60


def as_json(path: Path, shown: str) -> bytes:
    """The JSON form of a binary plan, by `terraform show -json` (or tofu) in the plan's own directory.

    The plan has to lie in the initialised directory that it was made for, as Terraform asks the providers installed
    there for their schemas. That starts those programs: only a plan that the user names may be given here, never one
    found while walking a tree.
    Raises :class:`InputError`, with the command to run by hand, where there is no Terraform or it refuses.
    """
    by_hand = f"run `terraform show -json {path.name} > plan.json` in the directory of the plan and give plan.json"
    program = shutil.which("terraform") or shutil.which("tofu")
    if program is None:
        raise InputError(f"{shown}: a binary plan, and neither terraform nor tofu is installed here: {by_hand}")
    path = path.absolute()
    try:
        done = subprocess.run(
            [program, "show", "-json", "-no-color", str(path)],
            cwd=path.parent,
            env={**os.environ, "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0", "TF_IN_AUTOMATION": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{shown}: `{Path(program).name} show` took more than {TIMEOUT} s: {by_hand}") from error
    except OSError as error:
        raise InputError(f"{shown}: {program} cannot be started ({error.strerror or error}): {by_hand}") from error
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:400]
        raise InputError(f"{shown}: `{Path(program).name} show -json` failed: {said}: {by_hand}")
    return done.stdout
