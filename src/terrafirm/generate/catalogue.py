"""The shipped blueprints and how each cloud's modules fit together, read from ``templates/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from terrafirm.generate.questions import CLOUDS
from terrafirm.model.errors import UsageError
from terrafirm.model.record import dataclass
from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.strict_yaml import read_yaml_file


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A kind of environment: which modules it is made of on each cloud, besides the cloud's foundation."""

    name: str
    title: str
    summary: str
    version: int
    modules: Mapping[str, tuple[str, ...]]

    @property
    def clouds(self) -> tuple[str, ...]:
        """The clouds that it is made for."""
        return tuple(self.modules)


@dataclass(frozen=True, slots=True)
class ModulePart:
    """A module in a composition: what it is for, its tier, its inputs as expressions, what the root returns of it."""

    name: str
    about: str
    tier: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, tuple[str, str]]

    @property
    def label(self) -> str:
        """Its name in HCL."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Variable:
    """A root variable. ``replace`` says what a sample value stands for, empty where the value can stay."""

    name: str
    about: str
    type: str
    value: Any
    environments: Mapping[str, Any]
    replace: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Cloud:
    """One cloud's modules and variables, and where its keys come from."""

    name: str
    key_reference: str
    foundation: tuple[str, ...]
    locals: Mapping[str, Any]
    common: Mapping[str, str]
    modules: Mapping[str, ModulePart]
    variables: Mapping[str, Variable]


def templates() -> Path:
    """The directory of blueprints."""
    return shipped("templates")


@cache
def clouds() -> tuple[str, ...]:
    """The clouds that have a catalogue."""
    return tuple(name for name in CLOUDS if _catalogue(name).is_file())


def _catalogue(name: str) -> Path:
    return templates() / "_clouds" / name / "cloud.yaml"


@cache
def blueprints() -> dict[str, Blueprint]:
    """Every blueprint by name."""
    found = sorted(templates().glob("[a-z]*/blueprint.yaml"))
    return {path.parent.name: _blueprint(path) for path in found}


def blueprint(name: str) -> Blueprint:
    """The blueprint called ``name``; raises :class:`UsageError`."""
    try:
        return blueprints()[name]
    except KeyError:
        known = ", ".join(blueprints())
        raise UsageError(f"there is no blueprint {name!a}; the blueprints are {known}") from None


@cache
def cloud(name: str) -> Cloud:
    """One cloud's catalogue."""
    raw = read_yaml_file(_catalogue(name), f"templates/_clouds/{name}/cloud.yaml")
    keys = raw["keys"]
    return Cloud(
        name=name,
        key_reference=f"module.{keys['module']}.{keys['output']}",
        foundation=tuple(raw["foundation"]),
        locals=raw["locals"],
        common=raw["common"],
        modules={key: _part(key, item) for key, item in raw["modules"].items()},
        variables={key: _variable(key, item) for key, item in raw["variables"].items()},
    )


def _blueprint(path: Path) -> Blueprint:
    name = path.parent.name
    raw = read_yaml_file(path, f"templates/{name}/blueprint.yaml")
    modules = {key: tuple(raw["modules"][key]) for key in clouds() if key in raw["modules"]}
    return Blueprint(name, raw["title"], raw["summary"], raw["version"], modules)


def _part(name: str, raw: Mapping[str, Any]) -> ModulePart:
    outputs = {key: (about, output) for key, (about, output) in raw.get("outputs", {}).items()}
    return ModulePart(name, raw["about"], raw["tier"], raw["inputs"], outputs)


def _variable(name: str, raw: Mapping[str, Any]) -> Variable:
    return Variable(
        name=name,
        about=raw["about"],
        type=raw["type"],
        value=raw.get("value"),
        environments=raw.get("environments", {}),
        replace=raw.get("replace", ""),
        sensitive=raw.get("sensitive", False),
    )
