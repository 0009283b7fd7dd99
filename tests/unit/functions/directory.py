"""Calls a function as if it stood in a module whose directory is ``console``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from terrafirm.model.value import Sensitive, Unknown, Value
from terrafirm.sources.hcl.functions import FunctionError, call

HERE = Path(__file__).parent / "console"
#: What a template is rendered to, given its text, variables and name.
Renderer = Callable[[str, dict[str, Value], str], Value]


def _plain_text(text: str, variables: dict[str, Value], origin: str) -> Value:
    return text


class Directory:
    """A call's surroundings: files below a directory, and a way to render templates."""

    def __init__(self, root: Path = HERE, render: Renderer = _plain_text) -> None:
        self.root = root
        self._render = render

    def read_file(self, path: str) -> bytes:
        """The bytes of a file."""
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise FunctionError(f"no file exists at {path}") from error

    def file_exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return (self.root / path).is_file()

    def list_files(self, directory: str) -> Iterable[str]:
        """All files below a directory."""
        base = self.root / directory
        return [str(path.relative_to(base)) for path in sorted(base.rglob("*")) if path.is_file()]

    def render_template(self, text: str, variables: dict[str, Value], origin: str) -> Value:
        """What the test's renderer makes of a template."""
        return self._render(text, variables, origin)


def result(name: str, *args: Value, context: Directory | None = None) -> Value:
    """What a function returns."""
    return call(name, list(args), context or Directory())


def refusal(name: str, *args: Value, context: Directory | None = None) -> str:
    """The message with which a function refuses its arguments."""
    try:
        found = result(name, *args, context=context)
    except FunctionError as error:
        return str(error)
    raise AssertionError(f"{name} was expected to fail and returned {found!r}")


def unknown(kind: object = None, *, not_null: bool = True, prefix: str = "") -> Unknown:
    """An attribute known after apply, of a type."""
    return Unknown("known after apply", "apply", type=kind, not_null=not_null, prefix=prefix)


def shown(value: Value) -> str:
    """A value with its kind, ``?`` standing for an unknown and ``!`` for a sensitive mark."""
    if isinstance(value, Sensitive):
        return f"!{shown(value.value)}"
    if isinstance(value, Unknown):
        return "?"
    if isinstance(value, dict):
        return f"{type(value).__name__}({', '.join(f'{key}={shown(item)}' for key, item in sorted(value.items()))})"
    if isinstance(value, (list, tuple)) or type(value).__name__ == "TSet":
        return f"{type(value).__name__}({', '.join(map(shown, value))})"
    return repr(value)
