"""Run the cases of rules, and the mutation test that every condition is pinned by one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine
from terrafirm.engine.roles import Roles
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import FAIL, PASS, Verdict
from terrafirm.rulepack.grammar import LIST_WORDS, WORD_KEYS
from terrafirm.sources.hcl.source import read_text

_WHOLE = re.compile(r'(?m)^\s*(?:resource|data|module|variable|locals)\b\s*["{]')


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What a case says and what came out; ``problem`` is empty when they agree."""

    rule: str
    kind: str
    name: str
    problem: str


def case_inventory(rule: Rule, text: str) -> Inventory:
    """The inventory of a case: its own HCL, or the body of a resource named ``this``."""
    if not _WHOLE.search(text):
        keyword = "data" if rule.select.mode == "data" else "resource"
        text = f'{keyword} "{rule.select.types[0]}" "this" {{\n{text}\n}}\n'
    return read_text(text, f"{rule.id} (case)", excerpt=True)


def verdict_of(rule: Rule, inventory: Inventory, roles: Roles) -> tuple[Verdict | None, str]:
    """The verdict for the resource named ``this`` (or the first selected one), and what is wrong with the case."""
    if inventory.not_evaluated:
        first = inventory.not_evaluated[0]
        return None, f"line {first.line}: {first.why}"
    world = world_of(inventory)
    subject = _subject(rule, world.resources)
    if subject is None:
        return None, "no resource of a selected type"
    for judged in Engine([rule], roles).judge(world):
        if judged.resource is subject:
            wrong = inventory.not_evaluated
            return judged.verdict, f"line {wrong[0].line}: {wrong[0].why}" if wrong else ""
    return None, "the rule does not apply to it (select.where or role)"


def _subject(rule: Rule, resources: list[Resource]) -> Resource | None:
    chosen = [item for item in resources if item.type in rule.select.types and item.mode == rule.select.mode]
    return next((item for item in chosen if item.name == "this"), chosen[0] if chosen else None)


def run_cases(rule: Rule, roles: Roles) -> Iterator[CaseResult]:
    """Every case of a rule, run."""
    for kind, named in rule.cases.items():
        for name, text in named.items():
            verdict, problem = verdict_of(rule, case_inventory(rule, text), roles)
            if not problem and verdict is not Verdict(kind):
                problem = f"expected {kind}, got {verdict.value if verdict else 'no verdict'}"
            yield CaseResult(rule.id, kind, name, problem)


def unpinned(rule: Rule, roles: Roles) -> Iterator[str]:
    """Conditions that could be replaced by a constant without any case noticing."""
    prepared = [(kind, case_inventory(rule, text)) for kind, named in rule.cases.items() for text in named.values()]
    for part, spec in (("require", rule.require), ("where", rule.select.where)):
        for path, label in _leaves(spec):
            for constant in (PASS, FAIL):
                mutated = _replaced(spec, path, constant)
                changed = (
                    replace(rule, require=mutated)
                    if part == "require"
                    else replace(rule, select=replace(rule.select, where=mutated))
                )
                if not any(_notices(changed, kind, inventory, roles) for kind, inventory in prepared):
                    how = "always" if constant is PASS else "never"
                    yield f"{part}: {label} could {how} hold and no case would notice"


def _notices(rule: Rule, kind: str, inventory: Inventory, roles: Roles) -> bool:
    verdict, _ = verdict_of(rule, inventory, roles)
    return verdict is not Verdict(kind)


_Step = str | int


def _leaves(spec: Any, at: tuple[_Step, ...] = ()) -> Iterator[tuple[tuple[_Step, ...], str]]:
    """The path of every leaf below a ``require``-like mapping, with a name for messages."""
    for key, value in spec.items():
        here = (*at, key)
        if key in LIST_WORDS:
            items = value if isinstance(value, list) else [value]
            for position, item in enumerate(items):
                yield from _leaves(item, (*here, position) if isinstance(value, list) else here)
        elif key in WORD_KEYS:
            inner = [part for part in ("require", "if", "then") if value.get(part)]
            for part in inner:
                yield from _leaves(value[part], (*here, part))
            if not inner:
                yield here, key
        else:
            yield here, key


def _replaced(spec: Any, path: tuple[_Step, ...], constant: Verdict) -> Any:
    if not path:
        return constant
    if isinstance(spec, Mapping):
        return {key: _replaced(value, path[1:], constant) if key == path[0] else value for key, value in spec.items()}
    return [_replaced(value, path[1:], constant) if at == path[0] else value for at, value in enumerate(spec)]
