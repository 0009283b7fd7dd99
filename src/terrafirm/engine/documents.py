"""A policy document and what it allows or denies on a resource of the code."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from terrafirm.engine.policy import conditions_of, listed, matches, statements
from terrafirm.engine.world import World
from terrafirm.model.resource import Resource
from terrafirm.model.value import Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, negate, of


class Document:
    """A policy document, asked about actions on a resource."""

    def __init__(self, value: Value) -> None:
        self._statements = statements(value)

    def allows(self, actions: list[str], target: Resource, world: World) -> Verdict:
        """Whether it allows any of the actions on the resource; under a condition, nobody knows."""
        return self._says("Allow", actions, target, world)

    def denies(self, actions: list[str], target: Resource, world: World) -> Verdict:
        """Whether it denies the actions on the resource; under a condition, nobody knows."""
        return self._says("Deny", actions, target, world)

    def denies_some(self, actions: list[str]) -> Verdict:
        """Whether it denies the actions to some callers, other than for how they connect."""
        if self._statements is None:
            return UNKNOWN
        return any_of(
            all_of((_concerns(item, "Deny", actions), negate(_is_about_transport(item)))) for item in self._statements
        )

    def _says(self, effect: str, actions: list[str], target: Resource, world: World) -> Verdict:
        if self._statements is None:
            return UNKNOWN
        verdicts = []
        for statement in self._statements:
            verdict = _concerns(statement, effect, actions)
            if verdict is not FAIL:
                held = UNKNOWN if conditions_of(statement) else PASS
                verdict = all_of((verdict, _is_on(statement, target, world), held))
            verdicts.append(verdict)
        return any_of(verdicts)


def _concerns(statement: Value, effect: str, actions: list[str]) -> Verdict:
    return matches(statement, {"effect": effect, "action": actions})


def _is_about_transport(statement: Value) -> Verdict:
    found = conditions_of(statement) if isinstance(statement, dict) else None
    if not isinstance(found, dict):
        return FAIL
    keys = [key.lower() for value in found.values() if isinstance(bare(value), dict) for key in bare(value)]
    return of(bool(keys) and all(key.startswith(_TRANSPORT) for key in keys))


#: Condition keys on how a caller connects or what it uploads, which keep no caller out.
_TRANSPORT = ("aws:securetransport", "s3:tlsversion", "s3:x-amz-")


def _is_on(statement: Mapping[str, Value], target: Resource, world: World) -> Verdict:
    excluded = listed(statement.get("NotResource"))
    if excluded:
        return negate(any_of(_names(item, target, world) for item in excluded))
    return any_of(_names(item, target, world) for item in listed(statement.get("Resource")))


def _names(item: Value, target: Resource, world: World) -> Verdict:
    """Whether an element of ``Resource`` (an ARN, with wildcards perhaps) names a resource."""
    if type(item) is Unknown:
        return world.means(item, target)
    text = str(item)
    if text == "*" or world.means(text, target) is PASS:
        return PASS
    before = ""
    for part in text.rsplit(":", 1)[-1].split("/"):
        if ("*" in part or "?" in part) and (not before or before.replace("-", "_") in target.type):
            names = [name for name in map(target.get, ("bucket", "name", "id")) if isinstance(name, str)]
            if part.strip("*") == "" or any(fnmatchcase(name, part) for name in names):
                return PASS
            return FAIL if names else UNKNOWN
        before = part
    return FAIL
