"""The rule pack as the commands use it: rules, roles, selection."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from terrafirm.engine.roles import Roles, read_roles
from terrafirm.model.errors import UsageError
from terrafirm.model.rule import CATEGORIES, Rule
from terrafirm.model.rule_set import RuleSet
from terrafirm.rulepack.data import shipped_data
from terrafirm.rulepack.load import load_rules


def rules(extra: Iterable[Path] = (), select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
    """The shipped rules and those below ``extra``, narrowed by ``select`` and ``ignore``.

    Raises :class:`UsageError` for a pattern that matches no rule.
    """
    found = load_rules(extra).where(lambda head: head.status != "deprecated")
    wanted = list(select)
    # settings name checks of checkov to be ignored whether or not a run asks checkov
    unwanted = [pattern for pattern in ignore if not is_checkov(pattern)]
    for pattern in [*wanted, *unwanted]:
        if not any(selects(pattern, rule) for rule in found):
            raise UsageError(f'"{pattern}" selects no rule: {_advice(pattern)}')
    if not wanted and not unwanted:
        return found
    return RuleSet.of(
        rule
        for rule in found
        if (not wanted or any(selects(pattern, rule) for pattern in wanted))
        and not any(selects(pattern, rule) for pattern in unwanted)
    )


def is_checkov(pattern: str) -> bool:
    """Whether a pattern names checks of checkov as ``--engine checkov`` does: ``checkov-ckv_aws_27``."""
    return pattern.lower().startswith("checkov-")


def _advice(pattern: str) -> str:
    if is_checkov(pattern):
        return "checks of checkov need --engine checkov"
    return "give a rule id (with * as wildcard), a category or a responsibility"


def selects(pattern: str, rule: Rule) -> bool:
    """Whether a pattern means a rule: its id, a former id, an equivalent check, its category or a responsibility."""
    if pattern in CATEGORIES:
        return rule.category == pattern
    if pattern in rule.controls.get("csa-ai", ()) or pattern in rule.aliases:
        return True
    if any(pattern in ids for ids in rule.equivalents.values()):
        return True
    return fnmatchcase(rule.id, pattern)


@cache
def roles() -> Roles:
    """The shipped role classification."""
    return read_roles(shipped_data("roles"))
