"""Answers: read from a file, completed with defaults, checked, and saved for the next rendering."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terrafirm.generate.escape import yaml_string
from terrafirm.generate.questions import BY_NAME, CLOUDS, ENVIRONMENTS, QUESTIONS, Question
from terrafirm.model.errors import InputError, UsageError
from terrafirm.model.record import dataclass
from terrafirm.rulepack.strict_yaml import read_yaml

ANSWERS_FILE = ".terrafirm-answers.yaml"
_LONGEST = 64 * 1024  # bytes of an answers file; a real one has 1


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked for: a blueprint on a cloud, and a checked answer to every question asked there."""

    blueprint: str
    cloud: str
    values: Mapping[str, str]

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments in the order dev, test, prod."""
        return _environments(self.values)

    def within(self, environment: str) -> dict[str, str]:
        """The answers as one environment sees them: ``prod_account_id`` is the ``account_id`` of prod."""
        own = {
            name.removeprefix(f"{environment}_"): value
            for name, value in self.values.items()
            if BY_NAME[name].environment == environment
        }
        general = {name: value for name, value in self.values.items() if not BY_NAME[name].environment}
        return {**general, **own, "environment": environment}


def _environments(values: Mapping[str, str]) -> tuple[str, ...]:
    named = {name.strip() for name in values["environments"].split(",")}
    return tuple(name for name in ENVIRONMENTS if name in named)


def checked(blueprint: str, cloud: str, given: Mapping[str, str]) -> Answers:
    """Given answers over the defaults. Raises :class:`UsageError` naming the answer and why it is refused."""
    if cloud not in CLOUDS:
        raise UsageError(f"cloud: {_shown(cloud)} is refused: it must be {', '.join(CLOUDS[:-1])} or {CLOUDS[-1]}")
    for name in given:
        if name not in BY_NAME:
            raise UsageError(f"{_shown(name)} is no question; they are {', '.join(BY_NAME)}")
    values: dict[str, str] = {}
    for question in QUESTIONS:
        if is_asked(question, cloud, values):
            answer = given.get(question.name, question.default_for(cloud))
            require(question, answer, cloud, values)
            values[question.name] = answer
    return Answers(blueprint, cloud, values)


def is_asked(question: Question, cloud: str, earlier: Mapping[str, str]) -> bool:
    """Whether a question means anything on a cloud, after the earlier answers."""
    if not question.asked_on(cloud):
        return False
    return not question.environment or question.environment in _environments(earlier)


def require(question: Question, answer: str, cloud: str, earlier: Mapping[str, str]) -> None:
    """Raise :class:`UsageError` where an answer is refused, by itself or because of an earlier one."""
    why = question.refusal(answer, cloud) or _clash(question, answer, earlier)
    if why is not None:
        raise UsageError(f"{question.name}: {_shown(answer)} is refused: {why}")


def _clash(question: Question, answer: str, earlier: Mapping[str, str]) -> str | None:
    """Why an answer does not go together with earlier ones, or None where it does."""
    if question.name == "second_location" and answer == earlier["location"]:
        return "it must differ from location"
    for kind, place in (("account_id", "account"), ("subscription_id", "subscription")):
        for name, value in earlier.items() if question.name.endswith(kind) else ():
            if name.endswith(kind) and value == answer:
                whose = name.partition("_")[0]
                return f"it is the {place} of {whose} already, and some services exist once in each"
    return None


def read_answers(path: Path) -> dict[str, str]:
    """A YAML, JSON or TOML file of answers; raises :class:`terrafirm.model.errors.TerrafirmError`."""
    return {name: _as_text(path, name, value) for name, value in _table(path).items()}


def _table(path: Path) -> dict[str, Any]:
    """The table in a file, whatever of the three languages it is in."""
    try:
        if path.stat().st_size > _LONGEST:
            raise InputError(f"{path}: more than {_LONGEST} bytes is no file of answers")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    try:
        if path.suffix == ".json":
            found: Any = json.loads(text)
        elif path.suffix == ".toml":
            found = tomllib.loads(text)
        else:
            found = read_yaml(text, str(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: {error}") from error
    if not isinstance(found, dict):
        raise InputError(f"{path}: it must be a table of answers by question")
    return found


def _as_text(path: Path, name: str, value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise UsageError(f"{path}: {name} must be a text, a whole number or a list of texts")


def saved_text(answers: Answers, version: str) -> str:
    """The file that a later update starts from."""
    lines = [
        "# What this repository was written from. Change an answer by `terrafirm update`, which changes the code too.",
        f"blueprint: {answers.blueprint}",
        f"cloud: {answers.cloud}",
        f"terrafirm: {yaml_string(version)}",
        "answers:",
        *(f"  {name}: {yaml_string(value)}" for name, value in answers.values.items()),
    ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved answers file."""

    blueprint: str
    cloud: str
    values: Mapping[str, str]


def read_saved(directory: Path) -> Saved:
    """The saved answers of a repository. Raises :class:`InputError` where there are none."""
    path = directory / ANSWERS_FILE
    if not path.is_file():
        raise InputError(f"{directory}: there is no {ANSWERS_FILE}, so it was not written by terrafirm new")
    raw = _table(path)
    values = raw.get("answers")
    if (
        not isinstance(raw.get("blueprint"), str)
        or not isinstance(raw.get("cloud"), str)
        or not isinstance(values, dict)
    ):
        raise InputError(f"{path}: blueprint, cloud and answers must be there")
    return Saved(raw["blueprint"], raw["cloud"], {name: _as_text(path, name, value) for name, value in values.items()})


def _shown(text: str) -> str:
    """An answer as an error shows it: quoted, shortened, nothing a terminal acts on."""
    short = text if len(text) <= 60 else text[:57] + "..."
    return f'"{"".join(char if char.isprintable() else "?" for char in short)}"'
