"""Which AI resource types have rules, and why the others have none."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase

from terrafirm.app.pack import rules
from terrafirm.model.provider_schema import provider_version, resource_types
from terrafirm.model.record import dataclass
from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.strict_yaml import read_yaml_file


@dataclass(frozen=True, slots=True)
class CoveredType:
    """An AI resource type: how many rules look at it, or the reason why none does (empty when it is simply missing)."""

    type: str
    rules: int
    reason: str


def ai_types() -> list[CoveredType]:
    """Every AI resource type of the packed providers, sorted."""
    raw = read_yaml_file(shipped("rules") / "coverage.yaml", "rules/coverage.yaml")
    counted = Counter(name for rule in rules() for name in rule.select.types)
    reasons: dict[str, str] = raw["reasons"]
    found = {
        name
        for provider in ("aws", "azurerm", "google")
        for name in resource_types(provider)
        if any(fnmatchcase(name, pattern) for pattern in raw["ai"])
        and not any(fnmatchcase(name, pattern) for pattern in raw["not_ai"])
    }
    return [CoveredType(name, counted[name], reasons.get(name, "")) for name in sorted(found)]


def versions() -> dict[str, str]:
    """The provider versions whose schemas the pack targets."""
    return {name: provider_version(name) or "" for name in ("aws", "azurerm", "google", "kubernetes", "helm")}
