"""Judge resources by rules: select, evaluate, explain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from terrafirm.engine.conditions import compile_conditions
from terrafirm.engine.judgement import Condition, Judgement, Reason
from terrafirm.engine.restated import Restated
from terrafirm.engine.roles import Roles
from terrafirm.engine.shown import shown_value
from terrafirm.engine.world import World
from terrafirm.model.finding import Because, Finding
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Location, Resource
from terrafirm.model.rule import Rule
from terrafirm.model.rule_set import RuleSet
from terrafirm.model.value import Unknown, first_unknown
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict

_BASE = {"critical": 80, "high": 60, "medium": 40, "low": 20}
#: Values shown for one finding.
MAX_REASONS = 8


class CompiledRule:
    """A rule with its conditions compiled on first use."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._owner: str | None = None

    @cached_property
    def require(self) -> Condition:
        """The compiled ``require``."""
        return compile_conditions(self.rule.require)

    def owner(self, of: Callable[[Rule], str]) -> str:
        """Who owns its findings, asked once."""
        if self._owner is None:
            self._owner = of(self.rule)
        return self._owner

    @cached_property
    def where(self) -> Condition | None:
        """The compiled ``select.where``."""
        return compile_conditions(self.rule.select.where) if self.rule.select.where else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule's verdict on one resource, before it is made into a finding."""

    compiled: CompiledRule
    resource: Resource
    verdict: Verdict


class Engine:
    """Holds the compiled rules by the type they select, as far as there were resources of it."""

    def __init__(self, rules: Iterable[Rule], roles: Roles, owner: Callable[[Rule], str] = lambda _: "") -> None:
        self.roles = roles
        self._owner = owner
        self.rules = rules if isinstance(rules, RuleSet) else RuleSet.of(rules)
        self._compiled: dict[int, CompiledRule] = {}
        self._by_type: dict[tuple[str, str], list[CompiledRule]] = {}

    def _selecting(self, mode: str, name: str) -> list[CompiledRule]:
        """The compiled rules that select a type."""
        key = (mode, name)
        found = self._by_type.get(key)
        if found is None:
            found = self._by_type[key] = [self._at(place) for place in self.rules.selecting(mode, name)]
        return found

    def _at(self, place: int) -> CompiledRule:
        """The compiled rule at a place in the set: one, however many types it selects."""
        found = self._compiled.get(place)
        if found is None:
            found = self._compiled[place] = CompiledRule(self.rules[place])
        return found

    def judge(self, world: World) -> Iterator[Judged]:
        """The verdict of every rule on every resource it selects."""
        for resource in world.resources:
            for compiled in self._selecting(resource.mode, resource.type):
                verdict = self._verdict(compiled, resource, world)
                if verdict is not None:
                    yield Judged(compiled, resource, verdict)

    def _verdict(self, compiled: CompiledRule, resource: Resource, world: World) -> Verdict | None:
        """The verdict, or ``None`` where the rule does not apply."""
        context = Judgement(resource, world)
        wanted_roles = compiled.rule.select.roles
        if wanted_roles and not set(wanted_roles) & set(self.roles.of(resource, world)):
            return None
        applies = PASS if compiled.where is None else compiled.where.judge(resource, (), context)
        if applies is FAIL:
            return None
        verdict = compiled.require.judge(resource, (), context)
        return verdict if applies is PASS or verdict is PASS else UNKNOWN

    def explain(self, judged: Judged, world: World, code: Mapping[str, Resource] | None = None) -> Finding:
        """The finding with the values that decided it and where they came from.

        ``code`` holds the configured resources by address, for worlds read from plans.
        """
        code = code or {}
        resource, rule = judged.resource, judged.compiled.rule
        decisive = _decisive(judged, world)
        resource = resource.written if isinstance(resource, Restated) else resource
        because = tuple(_because(reason, code) for reason in _distinct(decisive))[:MAX_REASONS]
        location = _located(code.get(resource.address, resource), resource, decisive)
        return Finding(
            rule=rule,
            verdict=judged.verdict,
            address=resource.address,
            type=resource.type,
            location=location,
            message=message(rule, judged.verdict, because),
            because=because,
            severity=rule.severity,
            roles=self.roles.of(judged.resource, world),
            owner=judged.compiled.owner(self._owner),
            priority=self._priority(rule, judged.resource, world),
            fingerprint=fingerprint(rule.id, resource.address, because),
            root=_root(world),
        )

    def weight(self, judged: Judged, world: World) -> int:
        """How many values :meth:`explain` would give as reasons: more of them is a worse failure."""
        return min(sum(1 for _ in _distinct(_decisive(judged, world))), MAX_REASONS)

    def _priority(self, rule: Rule, resource: Resource, world: World) -> int:
        """0 to 100: by severity, raised for a resource with an AI role and for one that the internet reaches."""
        exposed = world.exposure(resource)[0] is PASS
        return _BASE[rule.severity] + (10 if self.roles.of(resource, world) else 0) + (10 if exposed else 0)

    def plain(self, judged: Judged) -> Finding:
        """The finding of a passed verdict: no reasons are collected."""
        rule, resource = judged.compiled.rule, judged.resource
        resource = resource.written if isinstance(resource, Restated) else resource
        return Finding(
            rule=rule,
            verdict=judged.verdict,
            address=resource.address,
            type=resource.type,
            location=resource.location,
            message=message(rule, judged.verdict, ()),
            severity=rule.severity,
            fingerprint=fingerprint(rule.id, resource.address, ()),
        )


def _root(world: World) -> str:
    return world.inventory.path if world.inventory.kind == "hcl" else ""


def _decisive(judged: Judged, world: World) -> list[Reason]:
    """The reasons that led to the verdict, in the names of the resources that stand in the code."""
    reasons: list[Reason] = []
    compiled, resource = judged.compiled, judged.resource
    compiled.require.judge(resource, (), Judgement(resource, world, reasons))
    if judged.verdict is UNKNOWN and compiled.where is not None:
        compiled.where.judge(resource, (), Judgement(resource, world, reasons))
    reasons = [_as_written(reason) for reason in reasons]
    return [reason for reason in reasons if reason.verdict is judged.verdict] or reasons


def _as_written(reason: Reason) -> Reason:
    """The reason in the names of the resource that stands in the code."""
    seen = reason.resource
    if not isinstance(seen, Restated):
        return reason
    value = seen.written_value(reason.path, reason.value)
    return replace(reason, resource=seen.written, path=seen.written_path(reason.path), value=value)


def _located(written: Resource, resource: Resource, reasons: list[Reason]) -> Location:
    """The expression of the resource that the first decisive value stands in, else its declaration."""
    locate = getattr(written, "locate", None)
    for reason in reasons:
        if reason.resource is resource and reason.path and locate is not None:
            found: Location = locate(reason.path)
            return found
    return written.location


def _distinct(reasons: list[Reason]) -> Iterator[Reason]:
    seen: set[tuple[str, tuple[str | int, ...], str]] = set()
    for reason in reasons:
        key = (reason.resource.address, reason.path, reason.note)
        if key not in seen:
            seen.add(key)
            yield reason


def _because(reason: Reason, code: Mapping[str, Resource]) -> Because:
    resource = code.get(reason.resource.address, reason.resource)
    name = _attribute(reason.path)
    if not reason.path:
        return Because("", None, resource.location, (), reason.note)
    origin = resource.origin(reason.path)
    if reason.value is None:
        where = origin.location if origin.location.line else resource.location
        return Because(name, None, where, (), reason.note or "not set")
    if isinstance(reason.value, Unknown) and reason.value.kind == "computed":
        where = origin.location if origin.location.line else resource.location
        return Because(name, None, where, (), "not set, left to the provider")
    value = "(sensitive)" if reason.sensitive else shown_value(reason.value)
    unknown = reason.value if isinstance(reason.value, Unknown) else None
    if unknown is None and reason.verdict is UNKNOWN:
        unknown = first_unknown(reason.value)
    note = unknown.why if unknown is not None else reason.note
    return Because(name, value, origin.location, origin.via, note)


def _attribute(path: tuple[str | int, ...]) -> str:
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step != "@":
            text += f".{step}" if text else step
    return text


def message(rule: Rule, verdict: Verdict, because: tuple[Because, ...]) -> str:
    """One sentence on what was found; values are never secret here."""
    if verdict is PASS:
        return f"passes: {rule.title}"
    if not because:
        return f"Not known whether: {rule.title}" if verdict is UNKNOWN else rule.title
    first = because[0]
    if verdict is UNKNOWN:
        detail = first.note or "a value is not known"
        subject = f"{first.attribute}: " if first.attribute else ""
        return f"Not known whether: {rule.title} ({subject}{detail})"
    if not first.attribute:
        return f"{rule.title} ({first.note})" if first.note else rule.title
    if first.value is None:
        return f"{rule.title} ({first.attribute} is {first.note or 'not set'})"
    shown = f'"{first.value}"' if isinstance(first.value, str) else json.dumps(first.value, ensure_ascii=False)
    return f"{rule.title} ({first.attribute} = {shown})"


def fingerprint(rule_id: str, address: str, because: tuple[Because, ...]) -> str:
    """Identifies a finding across edits: rule, resource and attribute, never a line."""
    attribute = because[0].attribute if because else ""
    text = "\0".join((rule_id, address, attribute))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
