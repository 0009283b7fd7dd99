"""What an expression may ask of the module that it stands in; only type checkers read this file.

The module and its run are defined above the expressions, which know them by these protocols.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from terrafirm.model.types import Type
from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.syntax import Block, Node, SourceFile


class Evaluation(Protocol):
    """The run: its limits, its diagnostics, its functions."""

    files: FileAccess
    workspace: str
    values: dict[str, Value]

    def spend(self, amount: int = 1) -> None:
        """Count work done; raises :class:`LimitReached`."""

    def note(self, file: SourceFile | None, offset: int, why: str, *, fatal: bool = True) -> None:
        """Report something that could not be evaluated."""

    def value(self, node: Node, env: Env, file: SourceFile) -> Value:
        """The value of an expression that stands on its own; unknown, and reported, where it fails."""

    def call(self, name: str, args: list[Value], env: Env) -> Value:
        """A built-in function's result; raises :class:`EvalError`."""

    def read_type(self, node: Node, env: Env) -> Type:
        """The type that an expression spells; raises :class:`EvalError`."""

    def cwd_value(self) -> Value:
        """``path.cwd``."""


class Scope(Protocol):
    """A module instance."""

    address: str
    path_module: str
    manifest_key: str
    config: ModuleConfig
    env: Env
    call: Block | None
    caller: Env | None

    @property
    def run(self) -> Evaluation:
        """The evaluation that it is part of."""

    @property
    def directory(self) -> Path:
        """Where its files are."""

    def variable(self, name: str) -> Value:
        """The value of an input variable; raises :class:`EvalError` when it is not declared."""

    def variable_type(self, name: str) -> Type:
        """The declared type of an input variable."""

    def local(self, name: str) -> Value:
        """The value of a local; raises :class:`EvalError` when it is not declared."""

    def resource_value(self, mode: str, type_name: str, name: str) -> Value:
        """What ``type.name`` means in an expression; raises :class:`EvalError` when it is not declared."""

    def output(self, name: str) -> Value:
        """The value of an output; raises :class:`KeyError` when it is not declared."""

    def call_value(self, name: str) -> Value:
        """What ``module.name`` means in an expression; raises :class:`EvalError` when there is no such call."""

    def children(self, name: str) -> Mapping[Any, Scope] | Unknown:
        """The instances of a called module by key, or why there are none to look at."""


class DataSource(Protocol):
    """A data source's instance: its attributes by name."""

    type: str

    @property
    def address(self) -> str:
        """The absolute address as Terraform writes it."""

    @property
    def module(self) -> Scope:
        """The module that it stands in."""

    def __getitem__(self, name: str) -> Value:
        """The value of an attribute."""
