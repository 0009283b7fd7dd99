"""Leaves of conditions: operators on the values at a path."""

from __future__ import annotations

from typing import Any

from terrafirm.engine.judgement import Judgement, Reason
from terrafirm.engine.operators import EACH_ELEMENT, WHOLE
from terrafirm.engine.paths import Found, Path, Segment, Source, elements, find
from terrafirm.engine.policy import POLICY
from terrafirm.model.record import dataclass
from terrafirm.model.value import TSet, Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, of


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
        """Every value at the path satisfies every operator; all are looked at when reasons are wanted."""
        if context.reasons is None:
            return self._quietly(source, base, context)
        verdicts = []
        for found in find(source, self.segments, base):
            for name, operand in self.operators:
                verdicts.extend(self._one(name, operand, found, context))
        return all_of(verdicts)

    def _quietly(self, source: Source, base: Path, context: Judgement) -> Verdict:
        result = PASS
        for found in find(source, self.segments, base):
            for name, operand in self.operators:
                for item in elements(found) if name in EACH_ELEMENT else (found,):
                    verdict = self._verdict(name, operand, item.value, item.path, context)
                    if verdict is FAIL:
                        return FAIL
                    if verdict is UNKNOWN:
                        result = UNKNOWN
        return result

    def _one(self, name: str, operand: Any, found: Found, context: Judgement) -> list[Verdict]:
        if name not in EACH_ELEMENT:
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
    if answer is None or (answer and type(value) is Unknown and value.kind == "error"):
        return UNKNOWN
    if not answer:
        return PASS
    return PASS if isinstance(value, str) and not value else FAIL
