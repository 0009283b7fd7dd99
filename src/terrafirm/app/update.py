"""Use case: bring a written repository to other answers or a newer blueprint, and keep what people made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import terrafirm
from terrafirm.app.new import rendered
from terrafirm.generate.answers import Answers, Saved, checked, read_saved
from terrafirm.generate.former import former_texts
from terrafirm.generate.manifest import read_manifest
from terrafirm.generate.questions import BY_NAME
from terrafirm.generate.updating import Step, steps
from terrafirm.generate.writing import remove_files, write_files
from terrafirm.model.errors import InputError, UsageError
from terrafirm.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Update:
    """What an update would do: the new answers, and a step for each file that it touches or has reason to name."""

    directory: Path
    answers: Answers
    steps: tuple[Step, ...]


def planned(directory: Path, given: Mapping[str, str]) -> Update:
    """What other answers or a newer blueprint make of a repository.

    Raises :class:`terrafirm.model.errors.TerrafirmError` where it was not written by terrafirm or cannot be read.
    """
    saved = read_saved(directory)
    written = read_manifest(directory)
    kept = {name: value for name, value in saved.values.items() if name in BY_NAME}
    answers = checked(saved.blueprint, saved.cloud, {**kept, **given})
    files = rendered(answers)
    present = _present(directory, {*written, *files})
    former = former_texts(directory, written, _again(saved, answers, files))
    name = f"terrafirm {terrafirm.__version__}"
    return Update(directory, answers, tuple(steps(written, former, present, files, name)))


def _again(saved: Saved, answers: Answers, files: Mapping[str, str]) -> Mapping[str, str]:
    """The saved answers rendered by this release; nothing where it no longer takes them."""
    try:
        former = checked(saved.blueprint, saved.cloud, saved.values)
    except UsageError:
        return {}
    return files if former == answers else rendered(former)


def _present(directory: Path, paths: Iterable[str]) -> dict[str, str]:
    """The texts of the files that are there, by path."""
    found: dict[str, str] = {}
    for path in paths:
        place = directory / path
        if not place.exists() and not place.is_symlink():
            continue
        if place.is_symlink() or not place.is_file():
            raise UsageError(f"{place}: is not a regular file, and an update writes through nothing else")
        try:
            found[path] = place.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{place}: cannot be read: {error}") from error
    return found


def apply(update: Update) -> None:
    """Write what was planned. Raises :class:`UsageError` where that is impossible."""
    writes = {step.path: step.after for step in update.steps if step.after is not None and step.action != "keep"}
    write_files(update.directory, writes, force=True)
    remove_files(update.directory, [step.path for step in update.steps if step.action == "remove"])
