"""Load a rule pack: read, check and (for speed) remember its files as one compiled document."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from terrafirm.model.errors import RuleError
from terrafirm.model.rule import Rule, Selection
from terrafirm.rulepack.locate import rule_files, shipped

#: Changes whenever the compiled form does.
_FORMAT = "1"


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
    checked: dict[str, Any] = raw
    return checked


def _tuples(mapping: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(ids) for name, ids in mapping.items()}


def to_rule(raw: Mapping[str, Any]) -> Rule:
    """The rule that a checked mapping describes."""
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
        why=" ".join(raw["why"].split()),
        fix=" ".join(raw["fix"].split()),
        refs=tuple(raw["refs"]),
        select=selection,
        require=raw["require"],
        cases=raw["cases"],
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
            rule = to_rule(raw)
            if rule.id in rules:
                raise RuleError(rule.path, 1, f"the id {rule.id} is taken by {rules[rule.id].path}")
            rules[rule.id] = rule
    return list(rules.values())


def _pack(directory: Path, cache: bool) -> list[dict[str, Any]]:
    files = rule_files(directory)
    place = _cache_place(directory, files) if cache else None
    if place is not None:
        try:
            found: list[dict[str, Any]] = json.loads(place.read_bytes())
        except (OSError, ValueError):
            pass
        else:
            return found
    raws = []
    for path in files:
        relative = path.relative_to(directory)
        shown = f"{directory.name}/{relative.as_posix()}"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleError(shown, 0, f"cannot be read: {error}") from error
        raws.append(parse_rule(text, shown, rule_id(relative)))
    if place is not None:
        _remember(place, raws)
    return raws


def cache_home() -> Path:
    """The user's cache directory for terrafirm (``XDG_CACHE_HOME`` honoured)."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(base) / "terrafirm"


def pack_digest(directory: Path) -> str:
    """Changes when any rule file below ``directory`` does: made of every file's path, size and time of change."""
    return _digest(directory, rule_files(directory))


def _cache_place(directory: Path, files: list[Path]) -> Path:
    return cache_home() / f"rules-{_digest(directory, files)}.json"


def _digest(directory: Path, files: list[Path]) -> str:
    digest = hashlib.sha256(_FORMAT.encode())
    digest.update(str(directory.resolve()).encode())
    for path in files:
        status = path.stat()
        digest.update(f"{path.name}\0{path.parent.name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def _remember(place: Path, raws: list[dict[str, Any]]) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in place.parent.glob("rules-*.json"):
            old.unlink(missing_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(json.dumps(raws), encoding="utf-8")
        temporary.replace(place)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else
