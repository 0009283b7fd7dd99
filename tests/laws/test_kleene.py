"""Verdicts obey strong Kleene logic."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, implies, negate

verdicts = st.sampled_from(list(Verdict))


@given(st.lists(verdicts))
def test_conjunction_and_disjunction_are_each_others_dual(found: list[Verdict]) -> None:
    assert negate(all_of(found)) is any_of(negate(item) for item in found)


@given(st.lists(verdicts), st.randoms())
def test_order_does_not_matter(found: list[Verdict], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_of(found) is all_of(shuffled)
    assert any_of(found) is any_of(shuffled)


@given(verdicts)
def test_negating_twice_changes_nothing(found: Verdict) -> None:
    assert negate(negate(found)) is found


@given(verdicts, verdicts, verdicts)
def test_conjunction_distributes_over_disjunction(a: Verdict, b: Verdict, c: Verdict) -> None:
    assert all_of([a, any_of([b, c])]) is any_of([all_of([a, b]), all_of([a, c])])


@pytest.mark.parametrize("combine", [all_of, any_of])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_learning_an_unknown_never_flips_a_settled_verdict(combine: object, size: int) -> None:
    for found in itertools.product(list(Verdict), repeat=size):
        before = combine(found)  # type: ignore[operator]
        choices = [(PASS, FAIL) if item is UNKNOWN else (item,) for item in found]
        learnt = {combine(chosen) for chosen in itertools.product(*choices)}  # type: ignore[operator]
        assert before is UNKNOWN or learnt == {before}


def test_implication_holds_where_the_condition_does_not() -> None:
    assert [implies(FAIL, item) for item in Verdict] == [PASS] * 3
    assert implies(UNKNOWN, FAIL) is UNKNOWN
    assert implies(PASS, FAIL) is FAIL
