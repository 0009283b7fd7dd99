"""Who owns a finding: the responsible role of its responsibility, unless the settings say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from terrafirm.model.rule import Rule
from terrafirm.rulepack.controls import catalogue


def owner_of(rule: Rule, overrides: Mapping[str, str]) -> str:
    """The owner of a rule's findings: by rule id, category or responsibility in the settings, else by the RACI."""
    responsibilities = rule.controls.get("csa-ai", ())
    for key in (rule.id, rule.category, *responsibilities):
        if key in overrides:
            return overrides[key]
    return next(filter(None, (_defaults().get(name) for name in responsibilities)), "")


@cache
def _defaults() -> dict[str, str]:
    entries = catalogue("csa-ai")["controls"]
    return {name: str(entry.get("owner", "")) for name, entry in entries.items()}
