"""Who owns a finding: the responsible role of its responsibility, unless the settings say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from terrafirm.model.finding import Finding
from terrafirm.rulepack.controls import catalogue


def owned(finding: Finding, overrides: Mapping[str, str]) -> Finding:
    """The finding with its owner: by rule id, category or responsibility in the settings, else by the RACI."""
    rule = finding.rule
    for key in (rule.id, rule.category, *rule.controls.get("csa-ai", ())):
        if key in overrides:
            return replace(finding, owner=overrides[key])
    for responsibility in rule.controls.get("csa-ai", ()):
        owner = _defaults().get(responsibility)
        if owner:
            return replace(finding, owner=owner)
    return finding


@cache
def _defaults() -> dict[str, str]:
    entries = catalogue("csa-ai")["controls"]
    return {name: str(entry.get("owner", "")) for name, entry in entries.items()}
