"""One line of progress on a terminal, for runs of more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Seconds before anything is shown, and between updates.
DELAY = 1.0
INTERVAL = 0.1


@contextmanager
def progress_line(*, enabled: bool) -> Iterator[Callable[[str], None]]:
    """A function to call with what is being read; the line is gone when the block ends."""
    if not enabled:
        yield lambda _: None
        return
    begun = time.monotonic()
    state = {"count": 0, "next": begun + DELAY, "shown": 0}

    def show(what: str) -> None:
        state["count"] += 1
        now = time.monotonic()
        if now < state["next"]:
            return
        state["next"] = now + INTERVAL
        state["shown"] = 1
        safe = "".join(char if char.isprintable() else "?" for char in what)[-60:]
        sys.stderr.write(f"\r\x1b[Kscanned {state['count']} root modules ({now - begun:.0f} s): {safe}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if state["shown"]:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
