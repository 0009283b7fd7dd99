"""Errors that end a run, and the exit status each one means.

::

    TerrafirmError
    ├── UsageError        2  a wrong option or argument
    ├── InputError        2  an input that cannot be read at all
    └── RuleError         2  a rule file that does not follow the format
"""

from __future__ import annotations


class TerrafirmError(Exception):
    """An error with a message for the user: what is wrong, where, and what to do."""

    exit_status = 2


class UsageError(TerrafirmError):
    """A wrong option or argument."""


class InputError(TerrafirmError):
    """An input that cannot be read at all."""


class RuleError(TerrafirmError):
    """A rule file that does not follow the format; ``path`` and ``line`` say where."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}" if line else f"{path}: {why}")
        self.path = path
        self.line = line
