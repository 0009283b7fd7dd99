"""The texts that a repository was written with: rendered again, or looked up in its git history."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from terrafirm.generate.manifest import checksum

_SECONDS = 20  # for one question to git
_MOST_COMMITS = 50  # how far back a file is looked for


def former_texts(directory: Path, written: Mapping[str, str], again: Mapping[str, str]) -> dict[str, str]:
    """The text behind each checksum of a manifest, as far as it can be had.

    ``again`` is a rendering of the saved answers by this release: the same text, unless the blueprint has changed. Then
    git still has it where it was committed. A text counts only if its checksum is the recorded one.
    """
    found: dict[str, str] = {}
    for path, digest in written.items():
        text = again.get(path)
        if text is None or checksum(text) != digest:
            text = _in_history(directory, path, digest)
        if text is not None:
            found[path] = text
    return found


def _in_history(directory: Path, path: str, digest: str) -> str | None:
    commits = _git(directory, "log", f"--max-count={_MOST_COMMITS}", "--format=%H", "--", path)
    for commit in (commits or "").split():
        text = _git(directory, "show", f"{commit}:./{path}")
        if text is not None and checksum(text) == digest:
            return text
    return None


def _git(directory: Path, *arguments: str) -> str | None:
    """What git says, or None where there is no git, no repository or no such thing."""
    # The repository's own settings could name programs for git to run: none of these commands uses one.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager", *arguments]
    try:
        done = subprocess.run(command, cwd=directory, capture_output=True, timeout=_SECONDS, check=False)
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
