"""Load a rule pack: read, check and (for speed) remember its files as one compiled document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from terrafirm.model.errors import RuleError
from terrafirm.model.footprint import state
from terrafirm.model.rule import Rule, Selection
from terrafirm.model.rule_set import Head, RuleSet
from terrafirm.rulepack.locate import rule_files, shipped
from terrafirm.rulepack.remembered import remembered_lines


def rule_id(relative: Path) -> str:
    """The id of the rule at a path relative to its pack."""
    return "-".join(relative.with_suffix("").parts)


def parse_rule(text: str, shown: str, expected_id: str) -> dict[str, Any]:
    """The checked mapping of a rule file; raises :class:`RuleError`."""
    from terrafirm.rulepack.grammar import Checker
    from terrafirm.rulepack.strict_yaml import line_of, read_yaml

    raw = read_yaml(text, shown)
    Checker(shown, lambda key: line_of(text, key)).check(raw)
    if raw["id"] != expected_id:
        raise RuleError(shown, line_of(text, "id"), f'the id must be "{expected_id}", as the path says')
    raw["path"] = shown
    raw["why"], raw["fix"] = " ".join(raw["why"].split()), " ".join(raw["fix"].split())
    checked: dict[str, Any] = raw
    return checked


class CasesOf(Mapping[str, Mapping[str, str]]):
    """The cases of a rule file, read when they are first asked for: a scan never does."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._cases: Mapping[str, Mapping[str, str]] | None = None

    def _read(self) -> Mapping[str, Mapping[str, str]]:
        if self._cases is None:
            from terrafirm.rulepack.strict_yaml import read_yaml_file

            path = Path(self._path)
            self._cases = read_yaml_file(path, path.name)["cases"]
        return self._cases

    def __getitem__(self, verdict: str) -> Mapping[str, str]:
        return self._read()[verdict]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _tuples(mapping: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in mapping.items()} if mapping else {}


def _selected(select: str | list[str] | Mapping[str, Any]) -> tuple[str, list[str]]:
    """The mode and the types of the resources that a rule selects."""
    told: Mapping[str, Any] = select if isinstance(select, Mapping) else {"type": select}
    types = told["type"]
    return told.get("mode", "managed"), types if isinstance(types, list) else [types]


def to_rule(raw: Mapping[str, Any], directory: Path | None = None) -> Rule:
    """The rule that a checked mapping describes; its cases are read later from its file in a pack's ``directory``."""
    select = raw["select"]
    mode, types = _selected(select)
    told = select if isinstance(select, dict) else {}
    roles = told.get("role", [])
    selection = Selection(
        tuple(types), mode, told.get("where", {}), tuple(roles if isinstance(roles, list) else [roles])
    )
    return Rule(
        id=raw["id"],
        title=raw["title"],
        severity=raw["severity"],
        category=raw["category"],
        controls=_tuples(raw["controls"]),
        why=raw["why"],
        fix=raw["fix"],
        refs=tuple(raw["refs"]),
        select=selection,
        require=raw["require"],
        cases=raw["cases"] if directory is None else CasesOf(f"{directory.parent}/{raw['path']}"),
        path=raw["path"],
        equivalents=_tuples(raw.get("equivalents", {})),
        differs=raw.get("differs", ""),
        aliases=tuple(raw.get("aliases", ())),
        status=raw.get("status", "stable"),
        since=str(raw.get("since", "")),
        fixable=raw.get("fixable"),
    )


def load_rules(extra: Iterable[Path] = (), *, only: Path | None = None, cache: bool = True) -> RuleSet:
    """The shipped pack (or the one at ``only``) and the packs at ``extra``; raises :class:`RuleError`."""
    first, *others = [only if only is not None else shipped("rules"), *extra]
    found = _pack(first, cache)
    for directory in others:
        added = _pack(directory, cache)
        _check_places(directory)
        found = found.joined(added)
    taken: dict[str, str] = {}
    for head in found.heads:
        if taken.setdefault(head.id, head.path) is not head.path:
            raise RuleError(head.path, 1, f"the id {head.id} is taken by {taken[head.id]}")
    return found


def _pack(directory: Path, cache: bool) -> RuleSet:
    if not directory.is_dir():
        raise RuleError(str(directory), 0, "there is no such directory of rules")
    if not cache:
        return RuleSet.of(to_rule(raw, directory) for raw in _read(directory))
    heads, *lines = remembered_lines("rules", state("stamps", str(directory)), lambda: _to_lines(_read(directory)))
    return RuleSet(
        [Head(*values) for values in json.loads(heads)],
        [partial(_from_line, line, directory) for line in lines],
    )


def _check_places(directory: Path) -> None:
    """Raise :class:`RuleError` for what looks like a rule and is not read as one, and for a pack without rules."""
    for path in sorted([*directory.rglob("*.yml"), *directory.glob("*.yaml")]):
        why = "rename it to .yaml" if path.suffix == ".yml" else "move it to PROVIDER/SERVICE/PROBLEM.yaml"
        shown = f"{directory.resolve().name}/{path.relative_to(directory).as_posix()}"
        raise RuleError(shown, 0, f"it is not read: {why}")
    if not rule_files(directory):
        raise RuleError(str(directory), 0, "there are no rules in it: a rule is a file PROVIDER/SERVICE/PROBLEM.yaml")


def _from_line(line: str, directory: Path) -> Rule:
    return to_rule(json.loads(line), directory)


def _to_lines(raws: list[dict[str, Any]]) -> list[str]:
    """The heads of all rules, then a line a rule, so that only those that are needed have to be read."""
    heads = []
    for raw in raws:
        mode, types = _selected(raw["select"])
        heads.append([raw["id"], raw["path"], raw.get("status", "stable"), mode, types])
    return [json.dumps(heads), *(json.dumps(raw) for raw in raws)]


def _read(directory: Path) -> list[dict[str, Any]]:
    raws = []
    for path in rule_files(directory):
        relative = path.relative_to(directory)
        shown = f"{directory.resolve().name}/{relative.as_posix()}"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(shown, 0, f"cannot be read: {error}") from error
        raw = parse_rule(text, shown, rule_id(relative))
        del raw["cases"]
        raws.append(raw)
    return raws
