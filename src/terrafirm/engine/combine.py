"""Conditions made of conditions: all, any, none, when, and each or some element of a list."""

from __future__ import annotations

from dataclasses import replace

from terrafirm.engine.judgement import Condition, Judgement, Reason
from terrafirm.engine.paths import Found, Path, Segment, Source, find
from terrafirm.model.record import dataclass
from terrafirm.model.value import TSet, Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, implies, negate


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Conjunction; all parts are judged when reasons are wanted."""
        if context.reasons is None:
            return all_of(part.judge(source, base, context) for part in self.parts)
        return all_of([part.judge(source, base, context) for part in self.parts])


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Disjunction."""
        return any_of(part.judge(source, base, context) for part in self.parts)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No part holds."""

    parts: tuple[Condition, ...]

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """The negated disjunction; the reasons inside count the other way round, too."""
        if context.reasons is None:
            return negate(any_of(part.judge(source, base, context) for part in self.parts))
        inner = Judgement(context.resource, context.world, [])
        verdict = negate(any_of([part.judge(source, base, inner) for part in self.parts]))
        context.reasons.extend(replace(reason, verdict=negate(reason.verdict)) for reason in inner.reasons or ())
        return verdict


@dataclass(frozen=True, slots=True)
class When:
    """``then`` holds wherever ``condition`` does."""

    condition: Condition
    then: Condition

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Implication."""
        quiet = Judgement(context.resource, context.world)
        condition = self.condition.judge(source, base, quiet)
        if condition is FAIL:
            return PASS
        return implies(condition, self.then.judge(source, base, context))


class _Element:
    """A list element seen as a source of values."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def get(self, name: str) -> Value:
        value = bare(self.value)
        if name == "@":
            return value
        if isinstance(value, dict):
            return value.get(name)
        return value if type(value) is Unknown else None


@dataclass(frozen=True, slots=True)
class Quantified:
    """``each`` or ``some`` element of the list at a path satisfies ``inner``."""

    every: bool
    path: str
    segments: tuple[Segment, ...]
    inner: Condition
    absent: Verdict
    computed: Verdict | None = None

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over the elements that are known, and unknown where there may be others."""
        verdicts = [verdict for found in find(source, self.segments, base) for verdict in self._over(found, context)]
        return all_of(verdicts) if self.every else any_of(verdicts)

    def _over(self, found: Found, context: Judgement) -> list[Verdict]:
        value = found.value
        if type(value) is Unknown:
            return self._over_unknown(value, found, context)
        if isinstance(value, dict):
            return [self.inner.judge(_Element(value), found.path, context)]
        if not isinstance(value, (list, tuple, TSet)) or not len(value):
            if context.reasons is not None:
                context.reasons.append(Reason(context.resource, found.path, None, self.absent))
            return [self.absent]
        items = value.items if isinstance(value, TSet) else value
        return [self.inner.judge(_Element(item), (*found.path, at), context) for at, item in enumerate(items)]

    def _over_unknown(self, value: Unknown, found: Found, context: Judgement) -> list[Verdict]:
        if value.kind == "computed" and self.computed is not None:
            return [self.computed]
        known = value.document if isinstance(value.document, tuple) else ()
        verdicts = [self.inner.judge(_Element(item), (*found.path, at), context) for at, item in enumerate(known)]
        if context.reasons is not None:
            context.reasons.append(Reason(context.resource, found.path, value, UNKNOWN))
        return [*verdicts, UNKNOWN]


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition replaced by a fixed verdict, as the mutation test of rules does."""

    verdict: Verdict

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """The fixed verdict."""
        return self.verdict
