"""What a module makes satisfies every rule of the pack that applies: by design, and whatever inputs it allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from terrafirm.app.pack import roles, rules
from terrafirm.app.scan import ScanOptions, add
from terrafirm.app.suppress import Exceptions
from terrafirm.engine.judge import Engine
from terrafirm.model.finding import Finding, Report
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.source import read
from tests.modules.examples import EXAMPLES, call_under_test, copy_of, name_of, root_module
from tests.modules.inputs import alternatives, is_allowed

ENGINE = Engine(rules(), roles())
GRAVE = Engine([rule for rule in rules() if rule.severity in ("critical", "high")], roles())
#: Verdicts that the code alone cannot give, because a value exists only in the cloud. A plan gives them.
OPEN = {
    (
        "aws/confidential-training",
        "aws-ec2-template-user-data-secret",
    ): "the set-up names a region",
}


def judged(engine: Engine, directory: Path) -> Report:
    """Every verdict on a root module, exceptions in the code applied."""
    report = Report("")
    (inventory,) = read(directory, ".", Inputs())
    add(report, inventory, engine, ScanOptions(all_verdicts=True), Exceptions())
    assert not report.not_evaluated, report.not_evaluated
    return report


def named(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(item.rule.id, item.address) for item in findings}


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_every_rule_that_applies_passes_with_the_defaults(example: Path) -> None:
    report = judged(ENGINE, example)
    assert named(report.findings) == set()
    open_here = {rule for module, rule in OPEN if module == name_of(example.parents[1])}
    assert {rule for rule, _ in named(report.unknown)} == open_here
    assert report.resources


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_no_input_that_it_allows_makes_a_grave_rule_fail(
    example: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    module = example.parents[1]
    name, called = call_under_test(root_module(example), module)
    copy = copy_of(example, tmp_path_factory.mktemp("module"))
    override = copy / "inputs_override.tf.json"

    def allowed(inputs: dict[str, Any]) -> bool:
        override.write_text(json.dumps({"module": {name: inputs}}), encoding="utf-8")
        return is_allowed(call_under_test(root_module(copy), module)[1])

    options = {
        variable: [{variable: value} for value in values if allowed({variable: value})]
        for variable, values in alternatives(called).items()
    }
    choices = [st.sampled_from([{}, *values]) for values in options.values() if values]
    if not choices:
        return  # every input is a name or a reference

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*choices))
    def holds(chosen: tuple[dict[str, Any], ...]) -> None:
        inputs = {key: value for part in chosen for key, value in part.items()}
        assume(allowed(inputs))
        assert named(judged(GRAVE, copy).findings) == set(), inputs

    holds()
