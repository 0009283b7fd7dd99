"""Conditions on other resources: those that refer to this one, those it refers to, any at all, and the internet."""

from __future__ import annotations

from terrafirm.engine.judgement import Condition, Judgement, Reason
from terrafirm.engine.paths import Found, Path, Segment, Source, elements, find
from terrafirm.engine.world import World, are_same
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.value import Unknown, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of


@dataclass(frozen=True, slots=True)
class Related:
    """Other resources of ``types`` that refer to this one (``via``), and agree with it, satisfy ``inner``.

    ``same`` are pairs of paths, in the other resource and in this one, whose values have to be the same.
    """

    types: tuple[str, ...]
    via: tuple[tuple[Segment, ...], ...]
    inner: Condition
    absent: Verdict
    to: tuple[str, ...] = ()
    every: bool = False
    outside: Verdict = UNKNOWN
    same: tuple[tuple[tuple[Segment, ...], tuple[Segment, ...]], ...] = ()

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over the companions; their lack is evidence only in a closed world, in an open one it is ``outside``."""
        world, target = context.world, context.resource
        verdicts: list[Verdict] = []
        for linked, companion in self._linked(world, target):
            inner = self.inner.judge(companion, (), Judgement(companion, world, context.reasons))
            sure = linked is PASS and not getattr(companion, "is_unsure", False)
            if not sure and context.reasons is not None:
                note = f"it is not known whether {companion.address} refers to it"
                context.reasons.append(Reason(target, (), None, UNKNOWN, note=note))
            verdicts.append(inner if sure else _only(inner, self.every))
        return _settled(verdicts, self.every, (self.absent, self.outside), self.types, context)

    def _linked(self, world: World, target: Resource) -> list[tuple[Verdict, Resource]]:
        """Each companion once, with the most certain of its links, unless it belongs to something else."""
        linked = self._named(world, target)
        if not self.same:
            return linked
        agreed = [(all_of([verdict, self._agrees(companion, target)]), companion) for verdict, companion in linked]
        return [(verdict, companion) for verdict, companion in agreed if verdict is not FAIL]

    def _agrees(self, companion: Resource, target: Resource) -> Verdict:
        return all_of(
            any_of(
                are_same(theirs.value, ours.value)
                for found in find(companion, of_companion)
                for theirs in elements(found)
                for ours in find(target, of_target)
            )
            for of_companion, of_target in self.same
        )

    def _named(self, world: World, target: Resource) -> list[tuple[Verdict, Resource]]:
        if len(self.via) == 1:
            return world.companions(self.types, self.via[0], target, self.to)
        found: dict[str, tuple[Verdict, Resource]] = {}
        for via in self.via:
            for verdict, companion in world.companions(self.types, via, target, self.to):
                if verdict is PASS or companion.address not in found:
                    found[companion.address] = (verdict, companion)
        return list(found.values())


def _only(inner: Verdict, every: bool) -> Verdict:
    """The most that a companion which may or may not be linked can say."""
    neutral = PASS if every else FAIL
    return neutral if inner is neutral else UNKNOWN


def _settled(
    verdicts: list[Verdict], every: bool, lack: tuple[Verdict, Verdict], types: tuple[str, ...], context: Judgement
) -> Verdict:
    absent, outside = lack
    if every and verdicts:
        return all_of(verdicts)
    found = any_of(verdicts)
    if found is PASS and not every:
        return PASS
    if not verdicts and context.world.closed:
        if context.reasons is not None and absent is FAIL:
            note = f"no {' or '.join(types)} refers to it" if types else ""
            context.reasons.append(Reason(context.resource, (), None, absent, note=note))
        return absent
    if not verdicts and absent is PASS and every:
        return PASS
    if not verdicts:
        if context.reasons is not None and types:
            note = _as_far_as_read(f"no {' or '.join(types)} refers to it", context)
            context.reasons.append(Reason(context.resource, (), None, outside, note=note))
        return outside
    if context.world.closed:
        return found
    if context.reasons is not None and types:
        note = _as_far_as_read(f"no {' or '.join(types)} that refers to it does", context)
        context.reasons.append(Reason(context.resource, (), None, outside, note=note))
    return outside if found is FAIL else UNKNOWN


def _as_far_as_read(lack: str, context: Judgement) -> str:
    return f"{lack} in what could be read; {context.world.open_because}"


@dataclass(frozen=True, slots=True)
class Refers:
    """The resources of ``types`` that the value at ``via`` refers to satisfy ``inner``."""

    types: tuple[str, ...]
    via: tuple[Segment, ...]
    inner: Condition
    absent: Verdict
    outside: Verdict = UNKNOWN
    to: tuple[str, ...] = ()

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over every value at ``via``; what lies outside the scanned code is ``outside``."""
        verdicts = []
        for found in find(source, self.via, base):
            for item in elements(found):
                verdicts.append(self._one(item, context))
        return all_of(verdicts)

    def _one(self, item: Found, context: Judgement) -> Verdict:
        if item.value is None:
            return self.absent
        if type(item.value) is Unknown and item.value.options:
            possible = {self._one(item._replace(value=bare(option)), context) for option in item.value.options}
            return possible.pop() if len(possible) == 1 else UNKNOWN
        targets = context.world.meant_by(item.value, self.types, self.to)
        if not targets:
            return self.outside
        inner = [self.inner.judge(target, (), Judgement(target, context.world, context.reasons)) for target in targets]
        return all_of(inner)


@dataclass(frozen=True, slots=True)
class Exists:
    """Some resource of ``types`` anywhere in the root satisfies ``inner``."""

    types: tuple[str, ...]
    inner: Condition
    absent: Verdict
    outside: Verdict = UNKNOWN

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over all of the types; their lack is evidence only in a closed world, in an open one it is ``outside``."""
        world = context.world
        known = world.remembered.get(id(self))
        if known is not None and context.reasons is None:
            return known  # no part of it depends on the resource that is judged
        found = world.of_types(self.types)
        verdicts = []
        for item in found:
            inner = self.inner.judge(item, (), Judgement(item, world))
            verdicts.append(_only(inner, False) if getattr(item, "is_unsure", False) else inner)
        if not found and context.reasons is not None:
            there = f"there is no {' or '.join(self.types)}"
            seen, note = (self.absent, there) if world.closed else (self.outside, _as_far_as_read(there, context))
            context.reasons.append(Reason(context.resource, (), None, seen, note=note))
        verdict = _settled(verdicts, False, (self.absent, self.outside), (), context)
        world.remembered[id(self)] = verdict
        return verdict


@dataclass(frozen=True, slots=True)
class Exposed:
    """The internet reaches the resource, by itself or through others."""

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """By the routes of the judgement's world; their lack is evidence only in a closed world."""
        verdict, through = context.world.exposure(context.resource)
        if context.reasons is not None and through:
            context.reasons.append(Reason(context.resource, (), None, verdict, note=through))
        return verdict


@dataclass(frozen=True, slots=True)
class Granted:
    """A workload of the types ``to`` (``exposed``: one that the internet reaches) holds ``right`` on the resource."""

    right: str
    to: tuple[str, ...]

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """By the rights of the judgement's world; their lack is evidence only in a closed world."""
        verdict, how = context.world.granted(context.resource, self.right, self.to)
        if context.reasons is not None and how:
            context.reasons.append(Reason(context.resource, (), None, verdict, note=how))
        return verdict
