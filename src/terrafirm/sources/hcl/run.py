"""The state of one evaluation: files, limits, diagnostics, root values."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import NotEvaluated
from terrafirm.model.types import Type
from terrafirm.model.value import MAX_NODES, Sensitive, Unknown, Value, bare, first_unknown, is_too_large
from terrafirm.sources.hcl.config import load
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError, LimitReached
from terrafirm.sources.hcl.expression import SyntaxFault
from terrafirm.sources.hcl.files import Contents, FileAccess
from terrafirm.sources.hcl.functions import FunctionError, call
from terrafirm.sources.hcl.installed import Installed
from terrafirm.sources.hcl.normal_form import composed
from terrafirm.sources.hcl.syntax import Node, SourceFile
from terrafirm.sources.hcl.type_syntax import read_type

#: The workspace that Terraform is in where none is chosen.
NO_WORKSPACE = "default"
#: Elements all for expressions of one root together may produce.
MAX_STEPS = 3_000_000
#: Resource and module instances one root may have.
MAX_INSTANCES = 20_000
#: Instances one ``count`` or ``for_each`` may make.
MAX_EXPANSION = 5_000
#: Levels of modules within modules.
MAX_MODULE_DEPTH = 32


class ConfigCache:
    """What all roots of a scan share: directories, templates and files read so far.

    Links among configuration files may lead to what lies below ``homes``; anywhere without them.
    """

    def __init__(self, homes: Iterable[str] = ()) -> None:
        self.homes = tuple(homes)
        self._loaded: dict[Path, ModuleConfig] = {}
        self._templates: dict[str, Node] = {}
        self.contents = Contents()

    def get(self, directory: Path, shown: str) -> ModuleConfig:
        """The configuration of a directory, read once."""
        config = self._loaded.get(directory)
        if config is None:
            config = self._loaded[directory] = load(directory, shown, self.homes)
        return config

    def template(self, text: str) -> Node:
        """The parsed form of a template, parsed once. Raises :class:`SyntaxFault`."""
        node = self._templates.get(text)
        if node is None:
            from terrafirm.sources.hcl.parse import parse_template

            node = self._templates[text] = parse_template(text)
        return node

    def put(self, directory: Path, config: ModuleConfig) -> None:
        """Take ``config`` as what ``directory`` holds."""
        self._loaded[directory] = config


@dataclass(slots=True)
class Run:
    """One root module's evaluation. ``values`` are the root's input values by name.

    ``lenient`` is set where required variables have no value: such a module waits for a caller, so an expression that
    fails with its defaults is reported but does not make the run fail.
    """

    files: FileAccess
    cache: ConfigCache
    shown: str = "."
    workspace: str = NO_WORKSPACE
    values: dict[str, Value] = field(default_factory=dict)
    not_evaluated: list[NotEvaluated] = field(default_factory=list)
    steps: int = 0
    instances: int = 0
    open_because: str = ""
    installed: dict[str, Installed] = field(default_factory=dict)
    lenient: bool = False
    _noted: set[tuple[str, int, str]] = field(default_factory=set)

    @property
    def root(self) -> str:
        """The directory that relative paths start from."""
        return str(self.files.cwd)

    def spend(self, amount: int = 1) -> None:
        """Count work done; raises :class:`LimitReached` beyond :data:`MAX_STEPS`."""
        self.steps += amount
        if self.steps > MAX_STEPS:
            raise LimitReached(f"for expressions produce more than {MAX_STEPS} elements in all")

    def count_instance(self) -> None:
        """Count a resource or module instance; raises :class:`LimitReached` beyond :data:`MAX_INSTANCES`."""
        self.instances += 1
        if self.instances > MAX_INSTANCES:
            raise LimitReached(f"more than {MAX_INSTANCES} resource and module instances")

    def note(self, file: SourceFile | None, offset: int, why: str, *, fatal: bool = True) -> None:
        """Report something that could not be evaluated, once per place."""
        path, (line, column) = (file.path, file.position(offset)) if file is not None else ("", (0, 0))
        if (path, line, why) not in self._noted:
            self._noted.add((path, line, why))
            self.not_evaluated.append(NotEvaluated(path, line, why, column, fatal))

    def open(self, why: str) -> None:
        """Say why resources may exist that are not listed (only the first reason is kept)."""
        self.open_because = self.open_because or why

    def value(self, node: Node, env: Env, file: SourceFile) -> Value:
        """The value of an expression that stands on its own; unknown, and reported, where it fails."""
        try:
            return node.ev(env)
        except EvalError as error:
            why = str(error)
            if self.workspace == NO_WORKSPACE and why.endswith(f'"{NO_WORKSPACE}"'):
                why += f' (is it the workspace? "{NO_WORKSPACE}" unless --workspace names another)'
            self.note(file, node.start, why, fatal=not self.lenient)
            return Unknown(f"the expression is wrong: {why}", "error")
        except LimitReached as error:
            self.note(file, node.start, str(error))
            return Unknown(str(error), "limit")
        except RecursionError:
            why = "references are nested too deeply"
            self.note(file, node.start, why)
            return Unknown(why, "limit")

    def bounded(self, value: Value, what: str, file: SourceFile, offset: int) -> Value:
        """A named value, or unknown (and reported) when it is too large to be looked at."""
        if not is_too_large(value):
            return value
        why = f"{what} has more than {MAX_NODES} elements"
        self.note(file, offset, why)
        return Unknown(why, "limit")

    def cwd_value(self) -> Value:
        """``path.cwd``: unknown, since it differs between the machine that scans and the one that applies."""
        return Unknown("path.cwd is the directory where Terraform runs", "impure", type="string", not_null=True)

    def read_type(self, node: Node, env: Env) -> Type:
        """The type that an expression spells; raises :class:`EvalError`."""
        return read_type(node, env)

    # -- functions: the context that terrafirm.sources.hcl.functions asks for ---------------------

    def call(self, name: str, args: list[Value], env: Env) -> Value:
        """A built-in function's result; raises :class:`EvalError`."""
        try:
            result = call(name, args, _CallContext(self, env))
        except FunctionError as error:
            raise EvalError(f"Error in function call: {name}: {error}") from error
        plain = bare(result)
        if type(plain) is str and not plain.isascii():
            return composed(plain) if plain is result else Sensitive(composed(plain))
        if type(plain) is Unknown and name in ("jsonencode", "core::jsonencode") and first_unknown(args[0]) is not None:
            plain.document = args[0]
        return result


class _CallContext:
    """What functions may ask of the place they are called from."""

    __slots__ = ("env", "root", "run")

    def __init__(self, run: Run, env: Env) -> None:
        self.run = run
        self.env = env
        self.root = run.root

    def read_file(self, path: str) -> bytes:
        """A file's bytes; raises :class:`FunctionError`."""
        return self.run.files.read(path)

    def file_exists(self, path: str) -> bool:
        """Whether a file exists; raises :class:`FunctionError`."""
        return self.run.files.exists(path)

    def list_files(self, directory: str) -> list[str]:
        """All files below a directory, relative to it; raises :class:`FunctionError`."""
        return list(self.run.files.listing(directory))

    def render_template(self, text: str, variables: dict[str, Value], origin: str) -> Value:
        """A template's text with only ``variables`` in scope; raises :class:`FunctionError`."""
        try:
            node = self.run.cache.template(text)
            return node.ev(Env(_NoModule(self.run), dict(variables)))  # type: ignore[arg-type]
        except SyntaxFault as fault:
            line = text.count("\n", 0, fault.offset) + 1
            raise FunctionError(f"{origin}:{line}: {fault}") from fault
        except EvalError as error:
            raise FunctionError(f"{origin}: {error}") from error


class _NoModule:
    """The scope of a template file: its variables and functions, nothing else."""

    __slots__ = ("run",)
    config: ModuleConfig | None = None

    def __init__(self, run: Run) -> None:
        self.run = run

    def __getattr__(self, name: str) -> object:
        raise EvalError("Invalid reference: a template sees only the variables passed to it")


def allow_deep_recursion() -> None:
    """Let chains of references be as deep as configurations make them; Python's default allows some 100."""
    if sys.getrecursionlimit() < 12_000:
        sys.setrecursionlimit(12_000)
