"""Load a rule pack: read, check and (for speed) remember its files as one compiled document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from terrafirm.model.errors import RuleError
from terrafirm.model.footprint import state
from terrafirm.model.rule import Rule, Selection
from terrafirm.rulepack.locate import rule_files, shipped
from terrafirm.rulepack.remembered import remembered


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


def to_rule(raw: Mapping[str, Any], directory: Path | None = None) -> Rule:
    """The rule that a checked mapping describes; its cases are read later from its file in a pack's ``directory``."""
    select = raw["select"]
    if not isinstance(select, dict):
        select = {"type": select}
    types = select["type"] if isinstance(select["type"], list) else [select["type"]]
    roles = select.get("role", [])
    selection = Selection(
        tuple(types),
        select.get("mode", "managed"),
        select.get("where", {}),
        tuple(roles if isinstance(roles, list) else [roles]),
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


def load_rules(extra: Iterable[Path] = (), *, only: Path | None = None, cache: bool = True) -> list[Rule]:
    """The shipped pack (or the one at ``only``) and the packs at ``extra``; raises :class:`RuleError`."""
    rules: dict[str, Rule] = {}
    for directory in [only if only is not None else shipped("rules"), *extra]:
        if not directory.is_dir():
            raise RuleError(str(directory), 0, "there is no such directory of rules")
        for raw in _pack(directory, cache):
            rule = to_rule(raw, directory)
            if rule.id in rules:
                raise RuleError(rule.path, 1, f"the id {rule.id} is taken by {rules[rule.id].path}")
            rules[rule.id] = rule
    return list(rules.values())


def _pack(directory: Path, cache: bool) -> list[dict[str, Any]]:
    if not cache:
        return _read(directory)
    found: list[dict[str, Any]] = remembered("rules", state("stamps", str(directory)), lambda: _read(directory))
    return found


def _read(directory: Path) -> list[dict[str, Any]]:
    raws = []
    for path in rule_files(directory):
        relative = path.relative_to(directory)
        shown = f"{directory.name}/{relative.as_posix()}"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(shown, 0, f"cannot be read: {error}") from error
        raw = parse_rule(text, shown, rule_id(relative))
        del raw["cases"]
        raws.append(raw)
    return raws
