"""Every rule of the pack obeys the laws of the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.app.coverage import ai_types
from terrafirm.app.pack import roles
from terrafirm.app.rule_check import RuleResult, check_paths
from terrafirm.model.provider_schema import resource_block
from terrafirm.model.rule import Rule
from terrafirm.report.neutral import markdown
from terrafirm.report.rule_page import rule_page
from terrafirm.rulepack.load import load_rules
from terrafirm.rulepack.locate import shipped

RULES = load_rules(cache=False)
RESULTS = {result.path: result for result in check_paths([shipped("rules")])}


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_rule_obeys_every_law(result: RuleResult) -> None:
    assert not result.problems


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_page_renders_with_its_examples(rule: Rule) -> None:
    page = rule_page(rule)
    assert markdown(rule.title) in page
    assert markdown(rule.fix) in page
    assert next(iter(rule.cases["fail"].values())).strip().splitlines()[:1] == [] or "## Avoid" in page


def test_every_ai_type_has_rules_or_a_reason_why_not() -> None:
    assert not [item.type for item in ai_types() if not item.rules and not item.reason]


def test_titles_are_unique() -> None:
    titles = [rule.title for rule in RULES]
    assert sorted(titles) == sorted(set(titles))


def test_the_pack_has_a_hundred_rules_half_of_them_on_ai_services() -> None:
    with_role = {name for name in roles().by_type}
    on_ai = [rule for rule in RULES if set(rule.select.types) & with_role or rule.path.split("/")[2] in AI_SERVICES]
    assert len(RULES) >= 100
    assert len(on_ai) >= 50


AI_SERVICES = {"sagemaker", "bedrock", "bedrockagent", "bedrockagentcore", "cognitive", "machine-learning", "vertex-ai"}


def test_every_type_with_a_role_exists_in_a_provider() -> None:
    assert not [name for name in roles().by_type if resource_block(name) is None]


def test_a_rule_file_stands_where_its_id_says() -> None:
    for rule in RULES:
        assert rule.id == "-".join(Path(rule.path).with_suffix("").parts[1:])
