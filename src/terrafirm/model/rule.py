"""A rule: what it selects, what it requires, and everything a reader needs to act on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terrafirm.model.record import dataclass, field

SEVERITIES = ("low", "medium", "high", "critical")
CATEGORIES = (
    "encryption",
    "network",
    "confidential",
    "hardening",
    "container",
    "access",
    "rate-limit",
    "logging",
    "deployment",
    "retention",
    "supply-chain",
    "cloud",
    "drift",
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The resources a rule looks at: their types, and a condition (``where``) under which it applies at all."""

    types: tuple[str, ...]
    mode: str = "managed"
    where: Mapping[str, Any] = field(default_factory=dict)
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file. ``require``, ``cases`` and ``select.where`` are as written; the engine compiles them.

    ``controls`` maps a framework's name to control ids, ``equivalents`` another tool's name to its check ids.
    """

    id: str
    title: str
    severity: str
    category: str
    controls: Mapping[str, tuple[str, ...]]
    why: str
    fix: str
    refs: tuple[str, ...]
    select: Selection
    require: Mapping[str, Any]
    cases: Mapping[str, Mapping[str, str]]
    path: str
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    differs: str = ""
    aliases: tuple[str, ...] = ()
    status: str = "stable"
    since: str = ""
    fixable: Mapping[str, Any] | None = None
