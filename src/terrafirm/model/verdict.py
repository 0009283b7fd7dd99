"""The three verdicts, and strong Kleene logic over them: the only place that combines verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Verdict(Enum):
    """What is known of a condition. ``UNKNOWN`` means that some value could still decide it either way."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


PASS, FAIL, UNKNOWN = Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Conjunction: fail if any fails, else unknown if any is unknown, else pass (also of nothing)."""
    result = PASS
    for verdict in verdicts:
        if verdict is FAIL:
            return FAIL
        if verdict is UNKNOWN:
            result = UNKNOWN
    return result


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Disjunction: pass if any passes, else unknown if any is unknown, else fail (also of nothing)."""
    result = FAIL
    for verdict in verdicts:
        if verdict is PASS:
            return PASS
        if verdict is UNKNOWN:
            result = UNKNOWN
    return result


def negate(verdict: Verdict) -> Verdict:
    """Negation: unknown stays unknown."""
    return _NEGATED[verdict]


def implies(condition: Verdict, conclusion: Verdict) -> Verdict:
    """Material implication: a condition that does not hold makes it pass."""
    return any_of((negate(condition), conclusion))


def of(truth: bool) -> Verdict:
    """The verdict of a decided condition."""
    return PASS if truth else FAIL


_NEGATED = {PASS: FAIL, FAIL: PASS, UNKNOWN: UNKNOWN}
