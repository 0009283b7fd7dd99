"""What ``require`` and ``where`` compile to: conditions that judge a resource or an element of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from terrafirm.engine.operators import EACH_ELEMENT, WHOLE
from terrafirm.engine.paths import Found, Path, Segment, Source, elements, find, parse_path
from terrafirm.engine.policy import POLICY
from terrafirm.engine.world import World
from terrafirm.model.resource import Resource
from terrafirm.model.value import TSet, Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, implies, negate, of


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf's part in a verdict: the path and value it looked at (on ``resource``), and what it said."""

    resource: Resource
    path: Path
    value: Value
    verdict: Verdict
    sensitive: bool = False
    note: str = ""


@dataclass(slots=True)
class Judgement:
    """What a condition is judged in: the resource, the world around it, and (when wanted) the reasons."""

    resource: Resource
    world: World
    reasons: list[Reason] | None = None
    literal: dict[str, Any] = field(default_factory=dict)


class Condition(Protocol):
    """Something that holds, does not hold, or is not known to."""

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """The verdict for ``source``, which stands at ``base`` in the context's resource."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Operators on the value at a path; ``absent`` and ``computed`` are the verdicts of a value that is not set."""

    path: str
    segments: tuple[Segment, ...]
    operators: tuple[tuple[str, Any], ...]
    absent: Verdict
    computed: Verdict | None = None
    hidden: bool = False

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Every value at the path satisfies every operator."""
        verdicts = []
        for found in find(source, self.segments, base):
            for name, operand in self.operators:
                verdicts.extend(self._one(name, operand, found, context))
        return all_of(verdicts)

    def _one(self, name: str, operand: Any, found: Found, context: Judgement) -> list[Verdict]:
        apply = EACH_ELEMENT.get(name)
        if apply is None:
            return [self._settle(name, operand, found, context)]
        return [self._settle(name, operand, item, context) for item in elements(found)]

    def _settle(self, name: str, operand: Any, found: Found, context: Judgement) -> Verdict:
        verdict = self._verdict(name, operand, found.value, found.path, context)
        if context.reasons is not None:
            # text that should not stand in the code is a secret: its value is not shown
            hidden = found.sensitive or self.hidden or name == "literal"
            context.reasons.append(Reason(context.resource, found.path, found.value, verdict, hidden))
        return verdict

    def _verdict(self, name: str, operand: Any, value: Value, path: Path, context: Judgement) -> Verdict:
        if name == "present":
            return self._present(operand, value)
        if value is None:
            return self.absent
        if type(value) is Unknown:
            if value.kind == "computed" and self.computed is not None:
                return self.computed
            if value.options:
                verdicts = {self._verdict(name, operand, bare(option), path, context) for option in value.options}
                return verdicts.pop() if len(verdicts) == 1 else UNKNOWN
        if name == "literal":
            return _literal(value, path, context)
        if name in EACH_ELEMENT:
            return EACH_ELEMENT[name](value, operand)
        if name in WHOLE:
            return self._whole(name, operand, value)
        return POLICY[name](value, operand)

    def _whole(self, name: str, operand: Any, value: Value) -> Verdict:
        if isinstance(value, (list, tuple, TSet)) and not len(value) and name in ("includes", "subset_of"):
            return self.absent
        return WHOLE[name](value, operand)

    def _present(self, operand: bool, value: Value) -> Verdict:
        if type(value) is Unknown:
            if value.kind == "computed":
                return self.computed if self.computed is not None else UNKNOWN
            if value.options:
                verdicts = {self._present(operand, bare(option)) for option in value.options}
                return verdicts.pop() if len(verdicts) == 1 else UNKNOWN
            if isinstance(value.type, tuple) and value.type[0] in ("list", "set", "map") and not value.length[0]:
                # set, but it may be empty; blocks that are known to be there settle it
                return of(operand) if isinstance(value.document, tuple) and value.document else UNKNOWN
            return of(operand) if value.is_set else UNKNOWN
        there = value is not None and not (isinstance(value, (str, list, tuple, dict, TSet)) and len(value) == 0)
        return of(there == operand)


def _literal(value: Value, path: Path, context: Judgement) -> Verdict:
    """Whether a text does not stand in the code as such; an expression that refers to something is not literal."""
    written = getattr(context.resource, "is_literal", None)
    if written is None:
        return UNKNOWN
    answer = written(path)
    if answer is None:
        return UNKNOWN
    if not answer:
        return PASS
    return PASS if isinstance(value, str) and not value else FAIL


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
        """The negated disjunction."""
        return negate(any_of(part.judge(source, base, context) for part in self.parts))


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
class Related:
    """Other resources of ``types`` that refer to this one (``via``) satisfy ``inner``."""

    types: tuple[str, ...]
    via: tuple[tuple[Segment, ...], ...]
    inner: Condition
    absent: Verdict
    to: tuple[str, ...] = ()
    every: bool = False

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over the companions; their lack is evidence only in a closed world."""
        world, target = context.world, context.resource
        verdicts: list[Verdict] = []
        for companion in world.of_types(self.types):
            linked = any_of(world.refers_to(companion, via, target, self.to) for via in self.via)
            if linked is FAIL:
                continue
            inner = self.inner.judge(companion, (), Judgement(companion, world, context.reasons))
            sure = linked is PASS and not getattr(companion, "is_unsure", False)
            verdicts.append(inner if sure else _only(inner, self.every))
        return _settled(verdicts, self.every, self.absent, self.types, context)


def _only(inner: Verdict, every: bool) -> Verdict:
    """The most that a companion which may or may not be linked can say."""
    neutral = PASS if every else FAIL
    return neutral if inner is neutral else UNKNOWN


def _settled(
    verdicts: list[Verdict], every: bool, absent: Verdict, types: tuple[str, ...], context: Judgement
) -> Verdict:
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
    if not verdicts:
        return absent if absent is PASS and every else UNKNOWN
    if context.world.closed:
        return found
    return UNKNOWN


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

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """Over all resources of the types; their lack is evidence only in a closed world."""
        world = context.world
        found = world.of_types(self.types)
        verdicts = []
        for item in found:
            inner = self.inner.judge(item, (), Judgement(item, world))
            verdicts.append(_only(inner, False) if getattr(item, "is_unsure", False) else inner)
        if not found and world.closed and context.reasons is not None:
            context.reasons.append(
                Reason(context.resource, (), None, self.absent, note=f"there is no {' or '.join(self.types)}")
            )
        return _settled(verdicts, False, self.absent, (), context)


@dataclass(frozen=True, slots=True)
class Exposed:
    """The internet reaches the resource, by itself or through others."""

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """By the routes of the judgement's world; their lack is evidence only in a closed world."""
        verdict, through = context.world.exposure(context.resource)
        if context.reasons is not None and through:
            context.reasons.append(Reason(context.resource, (), None, negate(verdict), note=through))
        return verdict


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition replaced by a fixed verdict, as the mutation test of rules does."""

    verdict: Verdict

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """The fixed verdict."""
        return self.verdict


def compile_conditions(spec: Mapping[str, Any]) -> Condition:
    """The condition that a ``require`` or ``where`` mapping means (already validated by the rule pack)."""
    parts = tuple(_compile(key, value) for key, value in spec.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _compile(key: str, value: Any) -> Condition:
    if isinstance(value, Verdict):
        return Constant(value)
    builder = _WORDS.get(key)
    return _leaf(key, value) if builder is None else builder(value)


#: What a leaf may say beside its operators.
MODIFIERS = frozenset({"absent", "computed", "hidden"})


def _leaf(path: str, spec: Mapping[str, Any]) -> Leaf:
    operators = tuple((name, operand) for name, operand in spec.items() if name not in MODIFIERS)
    computed = Verdict(spec["computed"]) if "computed" in spec else None
    hidden = bool(spec.get("hidden"))
    return Leaf(path, parse_path(path), operators, Verdict(spec.get("absent", "fail")), computed, hidden)


def _list(value: Any) -> tuple[Condition, ...]:
    return tuple(compile_conditions(item) for item in (value if isinstance(value, list) else [value]))


def _quantified(every: bool, spec: Mapping[str, Any]) -> Quantified:
    path = spec["in"]
    computed = Verdict(spec["computed"]) if "computed" in spec else None
    inner = compile_conditions(spec["require"])
    return Quantified(every, path, parse_path(path), inner, Verdict(spec["absent"]), computed)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (() if value is None else (value,))


def _related(spec: Mapping[str, Any]) -> Related:
    via = tuple(parse_path(path) for path in _strings(spec["via"]))
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    every = spec.get("quantifier") == "each"
    return Related(_strings(spec["type"]), via, inner, Verdict(spec["absent"]), _strings(spec.get("to")), every)


def _refers(spec: Mapping[str, Any]) -> Refers:
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    outside = Verdict(spec.get("outside", "unknown"))
    return Refers(
        _strings(spec["type"]),
        parse_path(spec["via"]),
        inner,
        Verdict(spec["absent"]),
        outside,
        _strings(spec.get("to")),
    )


def _exists(spec: Mapping[str, Any]) -> Exists:
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    return Exists(_strings(spec["type"]), inner, Verdict(spec["absent"]))


def _when(spec: Mapping[str, Any]) -> When:
    return When(compile_conditions(spec["if"]), compile_conditions(spec["then"]))


_WORDS: dict[str, Any] = {
    "all": lambda value: All(_list(value)),
    "any": lambda value: AnyOf(_list(value)),
    "none": lambda value: NoneOf(_list(value)),
    "each": lambda value: _quantified(True, value),
    "some": lambda value: _quantified(False, value),
    "related": _related,
    "refers": _refers,
    "exists": _exists,
    "when": _when,
    "exposed": lambda _: Exposed(),
}

#: The words of ``require``: every other key is an attribute path.
WORDS = frozenset(_WORDS)
