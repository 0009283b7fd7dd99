"""What a built-in function is, what it may ask of its surroundings, and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol

from terrafirm.model.value import Value

#: Characters of text a function may return.
MAX_TEXT: Final = 16 * 1024 * 1024
#: Elements a function may return.
MAX_ELEMENTS: Final = 1_000_000
#: Bytes of a file a function may read.
MAX_FILE: Final = 8 * 1024 * 1024


class FunctionError(Exception):
    """Terraform would refuse the call; the message says why."""


class ArgumentError(FunctionError):
    """One argument is unsuitable; ``parameter`` is the name by which Terraform's messages call it."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(f'Invalid value for "{parameter}" parameter: {detail}')
        self.parameter = parameter


class CallContext(Protocol):
    """The surroundings of a call. Everything here raises :class:`FunctionError` when refused."""

    @property
    def root(self) -> Any:
        """The directory that relative paths start from."""

    def read_file(self, path: str) -> bytes:
        """The bytes of a file."""

    def file_exists(self, path: str) -> bool:
        """Whether a regular file exists."""

    def list_files(self, directory: str) -> Iterable[str]:
        """Every file below ``directory``, relative to it, with forward slashes."""

    def render_template(self, text: str, variables: dict[str, Value], origin: str) -> Value:
        """The value of a template that sees only ``variables``; ``origin`` names it in messages."""


Function = Callable[[list[Value], CallContext], Value]


def capped_text(text: str) -> str:
    """``text`` itself; raises :class:`FunctionError` when it exceeds :data:`MAX_TEXT`."""
    capped_length(len(text))
    return text


def capped_length(length: int) -> None:
    """Raise :class:`FunctionError` when a text of ``length`` characters exceeds :data:`MAX_TEXT`."""
    if length > MAX_TEXT:
        raise FunctionError(f"the result is longer than the limit of {MAX_TEXT} characters")


class Budget:
    """Counts the steps of a walk, so that values nested by reference cannot make it endless."""

    __slots__ = ("left",)

    def __init__(self, steps: int = MAX_ELEMENTS) -> None:
        self.left = steps

    def spend(self) -> None:
        """Count one step; raises :class:`FunctionError` when none is left."""
        self.left -= 1
        if self.left < 0:
            raise FunctionError(f"the value has more parts than the limit of {MAX_ELEMENTS}")


def capped_elements(count: int, limit: int = MAX_ELEMENTS) -> None:
    """Raise :class:`FunctionError` when a result of ``count`` elements exceeds ``limit``."""
    if count > limit:
        raise FunctionError(f"the result has more elements than the limit of {limit}")
