"""The command line: parse arguments, call one use case, print, set the exit status."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the process ends with the documented exit status, never with a traceback."""
    if sys.argv[1:] == ["--version"]:
        # answered before anything else is imported: scripts ask this often
        from terrafirm import __version__

        sys.stdout.write(f"terrafirm {__version__}\n")
        return
    from terrafirm.cli.command import run

    sys.exit(run())
