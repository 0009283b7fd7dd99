"""Learning the value of a variable never turns a definite verdict into another one."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terrafirm.engine.judge import Engine
from terrafirm.engine.roles import Roles
from terrafirm.engine.world import World
from terrafirm.model.rule import Rule, Selection
from terrafirm.model.verdict import UNKNOWN, Verdict
from terrafirm.sources.hcl.run import allow_deep_recursion
from terrafirm.sources.hcl.source import read_text

allow_deep_recursion()  # before hypothesis notes the limit

VALUES = [
    '"aws:kms"',
    '"AES256"',
    '""',
    "null",
    "true",
    "false",
    "0",
    "5",
    '["a", "b"]',
    "[]",
    '"10.0.0.0/8"',
    '"0.0.0.0/0"',
]

atoms = st.sampled_from([*VALUES, "var.x", "var.x", "var.y"])


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} == {t[1]} ? {t[1]} : {t[2]})"),
        st.tuples(inner, inner).map(lambda t: f"try({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"coalesce({t[0]}, {t[1]})"),
        inner.map(lambda t: f'"pre-${{{t}}}"'),
        st.tuples(inner, inner).map(lambda t: f"element([{t[0]}, {t[1]}], 1)"),
        st.tuples(inner, inner).map(lambda t: f'lookup({{a = {t[0]}}}, "a", {t[1]})'),
        inner.map(lambda t: f"[for i in [{t}] : i][0]"),
    )


expressions = st.recursive(atoms, _combined, max_leaves=5)

LEAVES: list[dict[str, Any]] = [
    {"equals": "aws:kms", "absent": "fail"},
    {"in": ["aws:kms", "pre-aws:kms"], "absent": "pass"},
    {"present": True, "absent": "fail"},
    {"present": False, "absent": "pass"},
    {"matches": "^pre-", "absent": "fail"},
    {"at_least": 3, "absent": "unknown"},
    {"prefix_at_least": 1, "absent": "pass"},
    {"opens_port": [22, 8888], "absent": "pass"},
    {"length_at_least": 2, "absent": "fail"},
]
requirements = st.recursive(
    st.sampled_from(LEAVES).map(lambda leaf: {"value": leaf}),
    lambda inner: st.tuples(st.sampled_from(["any", "all", "none"]), st.lists(inner, min_size=1, max_size=2)).map(
        lambda pair: {pair[0]: pair[1]}
    ),
    max_leaves=4,
)


def _verdict(require: dict[str, Any], expression: str, x: str | None, y: str | None) -> Verdict | None:
    given_values = "".join(
        f'variable "{name}" {{\n default = {value}\n}}\n' for name, value in (("x", x), ("y", y)) if value
    )
    text = f'{given_values}resource "toy" "this" {{\n value = {expression}\n}}\n'
    rule = Rule("toy", "t", "low", "access", {}, "", "", (), Selection(("toy",)), require, {}, "toy.yaml")
    inventory = read_text(text, "toy.tf")
    results = [judged.verdict for judged in Engine([rule], Roles({})).judge(World(inventory))]
    return None if inventory.not_evaluated else results[0]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(requirements, expressions, st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_learning_a_variable_never_flips_a_verdict(require: dict[str, Any], expression: str, x: str, y: str) -> None:
    before = _verdict(require, expression, None, None)
    for learnt in (_verdict(require, expression, x, None), _verdict(require, expression, x, y)):
        # an expression that fails once its variables are known has no verdict to compare
        assert before in (None, UNKNOWN) or learnt in (None, before)
