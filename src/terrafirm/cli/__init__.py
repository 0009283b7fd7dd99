"""The command line: parse arguments, call one use case, print, set the exit status."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; the process ends with the documented exit status, never with a traceback."""
    if sys.argv[1:] == ["--version"]:
        # answered before anything else is imported: scripts ask this often
        from terrafirm import __version__

        sys.stdout.write(f"terrafirm {__version__}\n")
        return
    if sys.argv[1:2] == ["scan"]:
        from terrafirm.app.outcome import recall

        known = recall(sys.argv[1:])
        if known is not None:
            sys.exit(_print(*known))
    # One command makes little garbage in rings and ends soon: looking for it ten times less often saves a quarter.
    gc.set_threshold(200_000, 50, 100)
    from terrafirm.cli.command import run

    _leave(run())


def _leave(status: int) -> None:
    """End the process at once: to take a large plan's objects apart one by one would take seconds."""
    import os

    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except BrokenPipeError:
        pass  # nobody reads on
    except OSError:
        status = status or 2  # what was printed is not whole
    os._exit(status)


def _print(text: str, status: int) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None  # nobody reads on: the interpreter must not try to write the rest at its end
    return status
